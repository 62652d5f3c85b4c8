import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HOUR } from '../../../src/kernel/clock.ts'
import { useJourneys } from '../../support/journeys.ts'
import { ACCOUNT, PUBLIC_URL } from '../../support/poolhouse.ts'
import { withPlaces } from './fixtures.ts'
import { ABROAD, always, BLOCKED, HOME, riskOn, withPassword } from './risk-fixtures.ts'

// The e-mails about risky sign-ins, and the page that their links lead to.

const SourceArn = `arn:aws:ses:us-east-1:${ACCOUNT}:identity/security@example.com`
const journeys = useJourneys(withPlaces())
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
