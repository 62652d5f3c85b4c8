import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { inboxCookie, keepMessage } from '../support/inbox.ts'
import { useJourneys } from '../support/journeys.ts'
import { INBOX_TOKEN, startPoolhouse } from '../support/poolhouse.ts'

const BEARER = { authorization: `Bearer ${INBOX_TOKEN}` }

const it = useJourneys()
let pool: string
let url: string
let cookie: string

before(async () => {
  pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  url = it.house.url
  cookie = await inboxCookie(url)
})

async function keep(change: Partial<Message> = {}, at = Date.now()) {
  const message: Message = {
    userPoolId: pool,
    user: { sub: 's', username: 'jane' },
    kind: 'sign-up',
    channel: 'EMAIL',
    to: 'jane@example.com',
    subject: 'Your code',
    body: 'Your code is 424242.',
    code: '424242',
    ...change,
  }
  await keepMessage(it.house.storage.stores.inbox, message, at)
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${url}${path}`, { headers, redirect: 'manual' })

const page = async (path: string) => (await get(path, { cookie })).text()

describe('the inbox', () => {
  test('is shown for its token only, wherever the caller is', async () => {
    await keep()
    const strangers: Record<string, string>[] = [
      {},
      { cookie: `${cookie}x` },
      { cookie: cookie.replace(/=.*/, `=${INBOX_TOKEN}`) },
      { cookie: cookie.replace(/=\d+/, (expires) => `=${Number(expires.slice(1)) + 1}`) },
      { authorization: `Bearer ${INBOX_TOKEN}x` },
      { authorization: INBOX_TOKEN },
      { authorization: 'Bearer ' },
      { 'x-forwarded-for': '127.0.0.1' },
    ]
    for (const headers of strangers) {
      for (const path of ['/inbox', '/inbox/messages', `/inbox?token=${INBOX_TOKEN}x`, '/inbox?token=']) {
        const answer = await get(path, headers)
        assert.equal(answer.status, 401, `${path} ${JSON.stringify(headers)}`)
        assert.doesNotMatch(await answer.text(), /424242|jane/)
        assert.deepEqual(answer.headers.getSetCookie(), [])
      }
    }
    // A cookie is for the page, a token in a header is for programs.
    assert.equal((await get('/inbox/messages', { cookie })).status, 401)
    assert.equal((await get('/inbox', BEARER)).status, 401)
    assert.equal((await get(`/inbox/messages?token=${INBOX_TOKEN}`)).status, 401)
  })

  test('gives a cookie for the token, and drops it from the address', async () => {
    for (const [asked, led] of [
      ['', 'inbox'],
      ['&to=jane%40example.com', 'inbox?to=jane%40example.com'],
      [`&token=${INBOX_TOKEN}&to=a&token=b`, 'inbox?to=a'],
    ]) {
      const answer = await get(`/inbox?token=${INBOX_TOKEN}${asked}`)
      assert.equal(answer.status, 303)
      assert.equal(answer.headers.get('location'), led)
      assert.equal(answer.headers.get('referrer-policy'), 'no-referrer')
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      const [set = ''] = answer.headers.getSetCookie()
      assert.match(
        set,
        /^poolhouse-inbox-[\w-]{8}=\d{13}\.[\w-]{43}; Max-Age=86400; Path=\/inbox; HttpOnly; SameSite=Lax$/,
      )
      assert.doesNotMatch(
        JSON.stringify([...answer.headers]) + (await answer.text()),
        new RegExp(INBOX_TOKEN),
      )
    }
  })

  test('takes the token from a form, too', async () => {
    const post = (body: string) => fetch(`${url}/inbox`, { method: 'POST', body, redirect: 'manual' })
    const right = await post(`token=${INBOX_TOKEN}`)
    assert.deepEqual([right.status, right.headers.get('location')], [303, 'inbox'])
    const [set = ''] = right.headers.getSetCookie()
    assert.equal((await get('/inbox', { cookie: set.split(';', 1)[0] ?? '' })).status, 200)
    for (const body of ['', 'token=', 'token=wrong', 'other=1']) {
      const wrong = await post(body)
      assert.equal(wrong.status, 401)
      assert.match(await wrong.text(), /does not open the inbox/)
    }
  })

  test('forgets a browser after a day', async () => {
    const other = await startPoolhouse()
    try {
      const given = await inboxCookie(other.url)
      const status = async () => (await fetch(`${other.url}/inbox`, { headers: { cookie: given } })).status
      other.passTime(DAY - 60_000)
      assert.equal(await status(), 200)
      other.passTime(60_000)
      assert.equal(await status(), 401)
    } finally {
      await other.close()
    }
  })

  test('restricts its cookie to https only if the browser came over https', async () => {
    const { pages } = it.house.app
    for (const secure of [true, false]) {
      const url = new URL(`http://localhost/inbox?token=${INBOX_TOKEN}`)
      const request = { method: 'GET', url, headers: [], body: Buffer.alloc(0) }
      const { cookies } = await pages.answer(request, { remoteAddress: '192.0.2.1', secure })
      assert.equal(/; Secure/.test(cookies[0] ?? ''), secure)
    }
  })

  test('binds its cookie to https and to the path of the public address', async () => {
    const other = await startPoolhouse({ publicUrl: 'https://example.com/auth/' })
    try {
      const answer = await fetch(`${other.url}/inbox?token=${INBOX_TOKEN}`, { redirect: 'manual' })
      assert.match(answer.headers.getSetCookie()[0] ?? '', /; Path=\/auth\/inbox; HttpOnly; Secure; /)
    } finally {
      await other.close()
    }
  })

  test('does not exist if a mail server and a webhook take all messages', async () => {
    const sms = { url: 'http://127.0.0.1:9/', timeout: 1 }
    const mail = { url: 'smtp://127.0.0.1:9', from: 'a@example.com', timeout: 1 }
    for (const [ways, status] of [
      [{ mail, sms }, 404],
      [{ mail }, 200],
      [{ sms }, 200],
    ] as const) {
      const other = await startPoolhouse(ways)
      try {
        const answers = await Promise.all([
          fetch(`${other.url}/inbox?token=${INBOX_TOKEN}`, { redirect: 'manual' }),
          fetch(`${other.url}/inbox/messages`, { headers: BEARER }),
        ])
        const expected = status === 404 ? [404, 404] : [303, 200]
        assert.deepEqual(
          answers.map((answer) => answer.status),
          expected,
        )
      } finally {
        await other.close()
      }
    }
  })
})

describe('the messages as JSON', () => {
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  const json = async (answer: Response): Promise<any> => answer.json()
  const messages = async (query: string) =>
    (await json(await get(`/inbox/messages?${query}`, BEARER))).messages

  test('return the code of a new user in one call', async () => {
    const ClientId = await it.newClient(pool)
    const user = await it.signUp(ClientId, { email: 'code@example.com' })
    const [message] = await messages('to=CODE@example.com&limit=1')
    assert.deepEqual(Object.keys(message), [
      'id',
      'sentAt',
      'channel',
      'to',
      'subject',
      'text',
      'userPoolId',
      'username',
      'code',
    ])
    assert.match(message.code, /^\d{6}$/)
    const { id, sentAt, code, ...rest } = message
    assert.match(id, /^[\w-]{36}$/)
    assert.equal(new Date(sentAt).toISOString(), sentAt)
    assert.deepEqual(rest, {
      channel: 'EMAIL',
      to: 'code@example.com',
      subject: 'Your verification code',
      text: `Your verification code is ${code}.`,
      userPoolId: pool,
      username: user.Username,
    })
    await it.ok('ConfirmSignUp', { ClientId, Username: user.Username, ConfirmationCode: code })
  })

  test('return a temporary password, and no subject for a text message', async () => {
    await it.administrate('AdminCreateUser', {
      UserPoolId: pool,
      Username: 'invited',
      TemporaryPassword: 'Temporary-<1>',
      UserAttributes: [{ Name: 'phone_number', Value: '+15555550123' }],
    })
    const [{ id, sentAt, ...message }] = await messages('to=%2B15555550123')
    assert.deepEqual(message, {
      channel: 'SMS',
      to: '+15555550123',
      subject: null,
      text: 'Your username is invited and temporary password is Temporary-<1>.',
      userPoolId: pool,
      username: 'invited',
      temporaryPassword: 'Temporary-<1>',
    })
  })

  test('come newest first, as many as requested, and without a code if they have none', async () => {
    const to = 'order@example.com'
    for (let i = 0; i < 3; i++)
      await keep({ to, code: `${i}`, link: 'https://a.example/' }, Date.now() - 9 + i)
    await keep({ to, code: undefined, user: undefined }, Date.now())
    const listed = await messages(`to=${to}`)
    assert.deepEqual(
      listed.map(({ code }: { code?: string }) => code),
      [undefined, '2', '1', '0'],
    )
    assert.equal(listed[0].username, null)
    assert.equal(listed[1].link, 'https://a.example/')
    assert.equal((await messages(`to=${to}&limit=2`)).length, 2)
  })

  test('are refused for an invalid limit or address', async () => {
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=x',
      'limit=',
      'limit=1e2',
      'to=a%0Ab',
      `to=${'a'.repeat(2049)}`,
    ]) {
      const answer = await get(`/inbox/messages?${query}`, BEARER)
      assert.equal(answer.status, 400, query)
      assert.match((await json(answer)).message, /^(limit|to) must be /)
    }
  })

  test('are not cached, and say how to get access', async () => {
    const { headers } = await get('/inbox/messages')
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(headers.get('www-authenticate'), 'Bearer realm="inbox"')
    assert.equal(headers.get('access-control-allow-origin'), null)
  })
})

describe('the page /inbox', () => {
  test('shows the newest message first, and can be asked for one address', async () => {
    await keep({ body: 'the first one' }, Date.now() - 2000)
    await keep({ body: 'the second one' }, Date.now() - 1000)
    await keep({ channel: 'SMS', to: '+15555550100', subject: undefined, body: 'by phone' })
    const all = await page('/inbox')
    assert.ok(all.indexOf('the second one') < all.indexOf('the first one'))
    assert.match(all, /Text message/)
    const one = await page('/inbox?to=%2B15555550100')
    assert.match(one, /by phone/)
    assert.doesNotMatch(one, /the first one/)
  })

  test('escapes what others wrote, and makes links of web addresses only', async () => {
    await keep({
      to: 'hostile@example.com',
      subject: '<img src=x>',
      code: '<b>1</b>',
      body: '1 &lt; 2 &lt;script&gt;alert(1)&lt;/script&gt; <a href="javascript:alert(1)">x</a> <a href="https://a.example/?b=1&amp;c=2">y</a>',
    })
    const text = await page(`/inbox?to=${encodeURIComponent('hostile@example.com')}`)
    assert.match(text, /&lt;img src=x&gt;/)
    assert.match(text, /&lt;b&gt;1&lt;\/b&gt;/)
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
    assert.doesNotMatch(text, /href="javascript:/)
    assert.match(text, /<a href="https:\/\/a\.example\/\?b=1&amp;c=2" rel="noreferrer noopener">/)
    const typed = await page(`/inbox?to=${encodeURIComponent('"><b>')}`)
    assert.match(typed, /value="&quot;&gt;&lt;b&gt;"/)
  })

  test('allows only its own style, sends its address to no other site, and is not cached by browsers', async () => {
    for (const asked of [get('/inbox'), get('/inbox', { cookie })]) {
      const { headers } = await asked
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/)
      assert.equal(headers.get('referrer-policy'), 'no-referrer')
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin')
      assert.equal(headers.get('cache-control'), 'no-store')
    }
  })

  test('leads to older messages', async () => {
    const to = 'many@example.com'
    for (let i = 0; i < 51; i++) await keep({ to, body: `number ${i}.` }, Date.now() - 1000 + i)
    const first = await page(`/inbox?to=${to}`)
    assert.equal(first.match(/<article /g)?.length, 50)
    const link = /<footer><a href="([^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await page(`/${link}`)
    assert.match(second, /number 0\./)
    assert.equal(second.match(/<article /g)?.length, 1)
    assert.doesNotMatch(second, /<footer>/)
  })

  test('refuses an invalid position in the list, and an invalid address', async () => {
    for (const query of ['before=x', 'before=1-', 'before=1-%27', 'to=a%0Ab', `to=${'a'.repeat(2049)}`]) {
      assert.equal((await get(`/inbox?${query}`, { cookie })).status, 400, query)
    }
  })
})

test('the token of the inbox is in no line of the log', () => {
  assert.ok(it.house.logLines.length > 0)
  assert.doesNotMatch(it.house.logLines.join(''), new RegExp(INBOX_TOKEN))
})
