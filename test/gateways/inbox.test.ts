import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { printInbox } from '../../src/cli/inbox.ts'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { inboxGateway } from '../../src/gateways/inbox.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { type Journeys, openJourneys } from '../support/journeys.ts'

let it: Journeys
let pool: string

before(async () => {
  it = await openJourneys()
  pool = await it.newPool()
})
after(() => it.close())

const message = (change: Partial<Message> = {}): Message => ({
  userPoolId: pool,
  user: { sub: 's', username: 'jane' },
  kind: 'sign-up',
  channel: 'EMAIL',
  to: 'jane@example.com',
  subject: 'Your code',
  body: 'Your code is 424242.',
  ...change,
})
const inbox = () => it.house.storage.stores.inbox
const keep = (change: Partial<Message> = {}, at = Date.now()) =>
  inboxGateway(inbox(), () => at, systemEntropy).send(message(change))

/** Asks for a page with headers that fetch would not send. */
function get(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; text: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request(`${it.house.url}${path}`, { headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }))
      })
      asked.on('error', reject)
      asked.end()
    },
  )
}

describe('the inbox', () => {
  test('keeps messages for a week', async () => {
    await keep({ to: 'week@example.com' }, Date.now() - 8 * DAY)
    assert.equal((await inbox().newest({ limit: 9, to: 'week@example.com' })).length, 1)
    await keep({ to: 'week@example.com' })
    assert.equal((await inbox().newest({ limit: 9, to: 'week@example.com' })).length, 1)
  })
})

describe('the page /inbox', () => {
  test('shows the newest message first, and can be asked for one address', async () => {
    await keep({ body: 'the first one' }, Date.now() - 2000)
    await keep({ body: 'the second one' }, Date.now() - 1000)
    await keep({ channel: 'SMS', to: '+15555550100', subject: undefined, body: 'by phone' })
    const all = (await get('/inbox')).text
    assert.ok(all.indexOf('the second one') < all.indexOf('the first one'))
    assert.match(all, /Text message/)
    const one = (await get('/inbox?to=%2B15555550100')).text
    assert.match(one, /by phone/)
    assert.doesNotMatch(one, /the first one/)
  })

  test('escapes what others wrote, and makes links of web addresses only', async () => {
    await keep({
      to: 'hostile@example.com',
      subject: '<img src=x>',
      body: '1 &lt; 2 &lt;script&gt;alert(1)&lt;/script&gt; <a href="javascript:alert(1)">x</a> <a href="https://a.example/?b=1&amp;c=2">y</a>',
    })
    const { text } = await get(`/inbox?to=${encodeURIComponent('hostile@example.com')}`)
    assert.match(text, /&lt;img src=x&gt;/)
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
    assert.doesNotMatch(text, /href="javascript:/)
    assert.match(text, /<a href="https:\/\/a\.example\/\?b=1&amp;c=2" rel="noreferrer noopener">/)
    const typed = (await get(`/inbox?to=${encodeURIComponent('"><b>')}`)).text
    assert.match(typed, /value="&quot;&gt;&lt;b&gt;"/)
  })

  test('allows nothing but its own style, and is not kept by browsers', async () => {
    const { headers } = await get('/inbox')
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; style-src 'sha256-/)
    assert.equal(headers['cache-control'], 'no-store')
  })

  test('leads to older messages', async () => {
    const to = 'many@example.com'
    for (let i = 0; i < 51; i++) await keep({ to, body: `number ${i}.` }, Date.now() - 1000 + i)
    const first = (await get(`/inbox?to=${to}`)).text
    assert.equal(first.match(/<article>/g)?.length, 50)
    const link = /<footer><a href="([^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = (await get(link)).text
    assert.match(second, /number 0\./)
    assert.equal(second.match(/<article>/g)?.length, 1)
    assert.doesNotMatch(second, /<footer>/)
  })

  test('is there for people at this machine only', async () => {
    for (const host of ['localhost:7665', '127.0.0.1', '[::1]:80']) {
      assert.equal((await get('/inbox', { host })).status, 200, host)
    }
    const others = [
      { host: 'auth.example.com' },
      { host: 'localhost.example.com:80' },
      { 'x-forwarded-for': '192.0.2.1' },
      { forwarded: 'for=192.0.2.1' },
      { via: '1.1 proxy' },
    ]
    for (const headers of others) {
      const { status, text } = await get('/inbox', headers)
      assert.equal(status, 404, JSON.stringify(headers))
      assert.doesNotMatch(text, /424242/)
    }
    const remote = new Request('http://localhost/inbox', { headers: { host: 'localhost' } })
    const { pages } = it.house.app
    const fetchPage = pages.fetch as (request: Request, bindings: object) => Promise<Response>
    const answer = await fetchPage(remote, { remoteAddress: '192.0.2.1', secure: false })
    assert.equal(answer.status, 404)
  })
})

describe('the command inbox', () => {
  test('prints the newest messages, the newest last, without control characters', async () => {
    const to = 'command@example.com'
    const later = Date.now() - 5000
    await keep({ to, body: 'not shown' }, later)
    await keep({ to, body: 'one\u001b[2J' }, later + 1)
    await keep({ to, channel: 'SMS', subject: undefined, body: 'two' }, later + 2)
    const printed: string[] = []
    await printInbox(inbox(), { to, limit: 2 }, (text) => printed.push(text))
    assert.equal(printed.length, 2)
    assert.match(printed[0] ?? '', /^\S+Z {2}e-mail to command@example\.com\n {4}Your code\n {4}one\[2J\n\n$/)
    assert.match(printed[1] ?? '', /^\S+Z {2}text message to command@example\.com\n {4}two\n\n$/)
  })

  test('follows what comes, until it is stopped', async () => {
    const to = 'follow@example.com'
    await keep({ to, body: 'before' })
    const printed: string[] = []
    const stop = new AbortController()
    const done = printInbox(
      inbox(),
      { to, limit: 5, follow: true },
      (text) => {
        printed.push(text)
        if (printed.length === 2) stop.abort()
      },
      stop.signal,
    )
    await keep({ to, body: 'afterwards' })
    await done
    assert.match(printed[0] ?? '', /before/)
    assert.match(printed[1] ?? '', /afterwards/)
    assert.equal(printed.length, 2)
  })
})
