import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOUR } from '../../../src/kernel/clock.ts'
import { functionArn, useFunctions } from '../../support/functions.ts'
import { useJourneys } from '../../support/journeys.ts'
import { ACCOUNT, PUBLIC_URL, REGION } from '../../support/poolhouse.ts'
import { withPlaces } from './fixtures.ts'
import { ABROAD, always, BLOCKED, HOME, riskOn, withPassword } from './risk-fixtures.ts'

// The e-mails about risky sign-ins, and the page that their links lead to.

const SourceArn = `arn:aws:ses:us-east-1:${ACCOUNT}:identity/security@example.com`
const functions = useFunctions()
const journeys = useJourneys({
  ...withPlaces(),
  functions: { functions: functions.named('email-sender') },
})
const { house } = journeys
const { call, events, alicesPool } = riskOn(journeys)

let mailboxes = 0
const mailbox = () => ({ email: `alice${mailboxes++}@example.com`, email_verified: 'true' })

async function mailsTo(to: string) {
  await house.settled()
  return house.storage.stores.inbox.newest({ limit: 10, to })
}

/** A pool that notifies of everything, and the user's address. */
async function notifying(action: Parameters<typeof always>[0], notify: object = {}, options = {}) {
  const attributes = mailbox()
  const pool = await alicesPool(always(action, true), {
    attributes,
    notify: { SourceArn, From: 'Security <security@example.com>', ReplyTo: 'help@example.com', ...notify },
    ...options,
  })
  return { ...pool, to: attributes.email }
}

const TEMPLATE = {
  Subject: 'Blocked',
  HtmlBody:
    '<p>{username} {ip-address} {city} {country} {device-name} {event-id} {unknown} <a href="{one-click-link-valid}">me</a></p>',
  TextBody: '{username} from {city}: {one-click-link-invalid}',
}

describe('a notification', () => {
  test('of a block has the template, the sender and the values of the sign-in', async () => {
    const pool = await notifying('BLOCK', { BlockEmail: TEMPLATE })
    assert.deepEqual(await call('InitiateAuth', withPassword(pool), ABROAD), BLOCKED)
    const [mail] = await mailsTo(pool.to)
    const [event] = await events(pool.UserPoolId)
    assert.equal(mail?.subject, 'Blocked')
    assert.equal(mail?.from, 'Security <security@example.com>')
    assert.equal(mail?.replyTo, 'help@example.com')
    assert.equal(mail?.aws?.sourceArn, SourceArn)
    const start = `<p>alice ${ABROAD.ip} Berlin Germany Firefox 127, Linux ${event?.EventId} {unknown} `
    assert.ok(mail?.body.startsWith(start), mail?.body)
    assert.match(mail?.text ?? '', /^alice from Berlin: http/)
  })

  test('has a text of ours without a template, for each kind', async () => {
    for (const [action, subject, factors] of [
      ['BLOCK', 'Blocked sign-in attempt', ''],
      ['NO_ACTION', 'New sign-in attempt', ''],
      ['MFA_REQUIRED', 'Blocked sign-in attempt', 't'],
    ] as const) {
      const pool = await notifying(action, {}, { factors })
      await call('InitiateAuth', withPassword(pool), ABROAD)
      assert.deepEqual(
        (await mailsTo(pool.to)).map((mail) => mail.subject),
        [subject],
      )
    }
    const asked = await notifying('MFA_IF_CONFIGURED', {}, { factors: 'e' })
    await call('InitiateAuth', withPassword(asked), ABROAD)
    const subjects = (await mailsTo(asked.to)).map((mail) => mail.subject)
    assert.ok(subjects.includes('New sign-in attempt') && subjects.length === 2, `${subjects}`)
  })

  test('is sent once in an hour for tries from the same network and device', async () => {
    const pool = await notifying('BLOCK')
    for (let tried = 0; tried < 3; tried++) await call('InitiateAuth', withPassword(pool), ABROAD)
    assert.equal((await mailsTo(pool.to)).length, 1)
    house.passTime(HOUR)
    await call('InitiateAuth', withPassword(pool), ABROAD)
    assert.equal((await mailsTo(pool.to)).length, 2)
  })

  test('is not sent where there is no risk, in AUDIT, without Notify, or to an address that is not verified', async () => {
    const safe = await notifying('BLOCK')
    await call('InitiateAuth', withPassword(safe), HOME)
    const audited = await notifying('BLOCK', {}, { mode: 'AUDIT' })
    await call('InitiateAuth', withPassword(audited), ABROAD)
    const attributes = mailbox()
    const silent = await alicesPool(always('BLOCK'), { attributes })
    await call('InitiateAuth', withPassword(silent), ABROAD)
    const unverified = { email: 'unverified@example.com' }
    await call('InitiateAuth', withPassword(await notifying('BLOCK', {}, { attributes: unverified })), ABROAD)
    for (const to of [safe.to, audited.to, attributes.email, unverified.email])
      assert.deepEqual(await mailsTo(to), [])
  })
})

describe('a notification in a pool with a custom sender', () => {
  const LambdaConfig = {
    CustomEmailSender: { LambdaVersion: 'V1_0' as const, LambdaArn: functionArn('email-sender') },
    KMSKeyID: `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
  }
  const withSender = (action: Parameters<typeof notifying>[0]) =>
    notifying(action, { BlockEmail: TEMPLATE }, { settings: { LambdaConfig } })

  async function noticeOf(pool: Awaited<ReturnType<typeof withSender>>) {
    assert.deepEqual(await mailsTo(pool.to), [])
    const text = functions.onlyText()
    const { FEEDBACK_TOKEN, LOGIN_TIME } = JSON.parse(text).request.userAttributes
    const [event] = await events(pool.UserPoolId)
    const query = {
      pool: pool.UserPoolId,
      user: pool.sub,
      event: event?.EventId ?? '',
      token: FEEDBACK_TOKEN,
    }
    const link = (value: string) => `${PUBLIC_URL}/feedback?${new URLSearchParams({ ...query, value })}`
    return { text, event, FEEDBACK_TOKEN, LOGIN_TIME, valid: link('Valid'), invalid: link('Invalid') }
  }

  test('goes there, with all that the sender needs to write it, and without a code', async () => {
    const pool = await withSender('BLOCK')
    functions.events()
    assert.deepEqual(await call('InitiateAuth', withPassword(pool), ABROAD), BLOCKED)
    const { text, event, FEEDBACK_TOKEN, LOGIN_TIME, valid, invalid } = await noticeOf(pool)
    assert.match(LOGIN_TIME, /^[A-Z][a-z]+day, [A-Z][a-z]+ \d{1,2}, \d{4} [01]\d:\d\d [AP]M UTC$/)
    assert.equal(
      text,
      '{"version":"1","triggerSource":"CustomEmailSender_AccountTakeOverNotification","region":"us-east-1",' +
        `"userPoolId":"${pool.UserPoolId}","userName":"alice","callerContext":{"awsSdkVersion":` +
        `"aws-sdk-unknown-unknown","clientId":"${pool.ClientId}"},"request":{"type":"customEmailSenderRequestV1",` +
        `"code":null,"clientMetadata":null,"userAttributes":{"LOGIN_TIME":"${LOGIN_TIME}","CITY":"Berlin",` +
        `"COUNTRY":"Germany","ACCOUNT_TAKE_OVER_ACTION":"BLOCK","FEEDBACK_TOKEN":"${FEEDBACK_TOKEN}",` +
        `"ONE_CLICK_LINK_VALID":"${valid}","DEVICE_NAME":"Firefox 127, Linux","EVENT_ID":"${event?.EventId}",` +
        `"IP_ADDRESS":"${ABROAD.ip}","USER_NAME":"alice","ONE_CLICK_LINK_INVALID":"${invalid}"}}}`,
    )
  })

  test('names what is done, and null for a place or a device that is not known', async () => {
    for (const [source, place, device] of [
      [{ ...ABROAD, ip: '198.18.0.1' }, [null, null], 'Firefox 127, Linux'],
      [{ ...ABROAD, agent: '' }, ['Berlin', 'Germany'], null],
    ] as const) {
      const pool = await withSender('NO_ACTION')
      functions.events()
      assert.ok((await call('InitiateAuth', withPassword(pool), source)).AuthenticationResult)
      const { userAttributes } = JSON.parse((await noticeOf(pool)).text).request
      assert.deepEqual([userAttributes.CITY, userAttributes.COUNTRY], place)
      assert.equal(userAttributes.DEVICE_NAME, device)
      assert.equal(userAttributes.ACCOUNT_TAKE_OVER_ACTION, 'NO_ACTION')
      assert.equal(userAttributes.IP_ADDRESS, source.ip)
    }
  })
})

describe('the links of a notification', () => {
  /** The path and query of the link, below the address of the server. */
  async function linkOf(to: string, value: 'Valid' | 'Invalid'): Promise<string> {
    const [mail] = await mailsTo(to)
    const links = [...(mail?.body ?? '').matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&#38;', '&'),
    )
    const link = links.find((href) => href.endsWith(`value=${value}`)) ?? assert.fail(mail?.body)
    assert.ok(link.startsWith(`${PUBLIC_URL}/feedback?`), link)
    return link.slice(PUBLIC_URL.length)
  }

  const open = (link: string) => fetch(`${house.url}${link}`)
  const press = (link: string) =>
    fetch(`${house.url}/feedback`, {
      method: 'POST',
      body: new URLSearchParams(link.slice(link.indexOf('?') + 1)),
    })

  test('change nothing when they are opened, and take an answer once', async () => {
    const pool = await notifying('BLOCK')
    assert.deepEqual(await call('InitiateAuth', withPassword(pool), ABROAD), BLOCKED)
    const link = await linkOf(pool.to, 'Valid')
    const page = await open(link)
    assert.equal(page.status, 200)
    assert.match(await page.text(), /<button>Yes, it was me<\/button>/)
    const feedback = async () => (await events(pool.UserPoolId)).at(0)?.EventFeedback
    assert.equal(await feedback(), undefined)
    assert.equal((await press(link)).status, 200)
    const { FeedbackValue, Provider } = (await feedback()) ?? assert.fail('no feedback')
    assert.deepEqual([FeedbackValue, Provider], ['Valid', 'User'])
    assert.equal((await press(await linkOf(pool.to, 'Invalid'))).status, 400)
    assert.equal((await feedback())?.FeedbackValue, 'Valid')
    assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult)
  })

  test('are refused with another token, event, user, pool or value', async () => {
    const pool = await notifying('BLOCK')
    await call('InitiateAuth', withPassword(pool), ABROAD)
    const link = await linkOf(pool.to, 'Invalid')
    for (const [name, value] of [
      ['token', 'x'],
      ['event', 'x'],
      ['user', 'x'],
      ['pool', 'us-east-1_None'],
      ['value', '<b>'],
      ['token', ''],
    ] as const) {
      const query = new URLSearchParams(link.slice(link.indexOf('?') + 1))
      query.set(name, value)
      assert.equal((await open(`/feedback?${query}`)).status, 400, name)
      assert.equal((await press(`/feedback?${query}`)).status, 400, name)
    }
    assert.equal((await events(pool.UserPoolId)).at(0)?.EventFeedback, undefined)
  })
})
