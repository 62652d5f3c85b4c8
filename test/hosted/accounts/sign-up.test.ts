import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminListUserAuthEventsCommand,
  CreateUserPoolDomainCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { answering, functionArn, useFunctions } from '../../support/functions.ts'
import { wrong } from '../../support/journeys.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, PASSWORD } from '../../support/pools.ts'
import { CALLBACK, CODE_CLIENT, onBoth, openSite, type Site } from '../oauth/site.ts'
import { codeSentTo, faultsOf, messagesTo, noticeOf, openVisitor, placeOf } from './visitor.ts'

/** To an address in a minute. */
const MESSAGES = 4

onBoth((database) => {
  const functions = useFunctions()
  const house = usePoolhouse({
    database,
    functions: { functions: functions.named('pre-sign-up') },
    messageLimits: { user: 1_000_000, recipient: MESSAGES, address: 1_000_000, window: MINUTE },
  })
  let site: Site

  before(async () => {
    site = await openSite(house, {
      pool: {
        AutoVerifiedAttributes: ['email'],
        Schema: [
          { Name: 'email', Required: true, Mutable: true },
          { Name: 'shirt_size', AttributeDataType: 'String', Mutable: true },
          { Name: 'level', AttributeDataType: 'Number', Mutable: true },
        ],
      },
      client: { WriteAttributes: ['email', 'name', 'custom:shirt_size'] },
    })
  })

  const filledIn = (username: string, change: Record<string, string> = {}) => ({
    username,
    password: PASSWORD,
    confirmPassword: PASSWORD,
    'requiredAttributes[email]': `${username}@example.com`,
    ...change,
  })

  const look = async (Username: string) => {
    const { UserStatus, UserAttributes = [] } = await house
      .client()
      .send(new AdminGetUserCommand({ UserPoolId: site.pool, Username }))
    return {
      status: UserStatus,
      ...Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value])),
    }
  }

  describe('signing up on the pages', () => {
    test('asks for what the pool requires, and for what of its own the client names', async () => {
      const { text } = await openVisitor(site).visit('/signup')
      const fields = [...text.matchAll(/<input [^>]*name="(requiredAttributes[^"]+)"/g)].map(
        ([, name]) => name,
      )
      assert.deepEqual(fields, ['requiredAttributes[email]', 'requiredAttributes[custom:shirt_size]'])
    })

    test('ends, with the code of the message, in the application', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      const sent = await visitor.send(filledIn('carol', { 'requiredAttributes[custom:shirt_size]': 'XL' }))
      assert.equal(placeOf(sent), '/confirm')
      assert.match(sent.text, /We sent a code to c\*\*\*@e\*\*\*/)
      assert.equal((await look('carol')).status, 'UNCONFIRMED')

      const code = await codeSentTo(house, 'carol@example.com')
      assert.deepEqual(faultsOf(await visitor.send({ code: wrong(code) })), [
        'That code is not right. Check it and try again.',
      ])
      const done = await visitor.send({ code: `${code.slice(0, 3)} ${code.slice(3)}` })
      assert.equal(placeOf(done), CALLBACK)
      assert.match(done.path, /\?code=[\w-]+&state=state-1$/)
      const user = await look('carol')
      assert.deepEqual(
        [user.status, user.email_verified, user['custom:shirt_size']],
        ['CONFIRMED', 'true', 'XL'],
      )
    })

    test('goes on in another browser by the name and another code, and then with the password', async () => {
      const first = openVisitor(site)
      await first.visit('/signup')
      await first.send(filledIn('dora'))
      const second = openVisitor(site)
      assert.equal(placeOf(await second.visit('/confirm')), '/resendcode')
      const asked = await second.send({ username: 'dora' })
      assert.equal(placeOf(asked), '/confirm')
      assert.equal(noticeOf(asked), 'We sent you a new code.')
      const done = await second.send({ code: await codeSentTo(house, 'dora@example.com') })
      assert.equal(placeOf(done), '/login')
      assert.equal(noticeOf(done), 'You can now sign in.')
      assert.equal(noticeOf(await second.visit('/login')), undefined)
      assert.equal(placeOf(await second.send({ username: 'dora', password: PASSWORD })), CALLBACK)
    })

    test('goes on from the sign-in of a user who is not confirmed, once the password is right', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      await visitor.send(filledIn('emil'))
      const other = openVisitor(site)
      await other.visit('/login')
      const refused = await other.send({ username: 'emil', password: 'Wrong-Horse-7' })
      assert.equal(noticeOf(refused), 'Incorrect username or password.')
      assert.equal(placeOf(await other.send({ username: 'emil', password: PASSWORD })), '/confirm')
      const again = await other.send({ action: 'resend' }, '/resendcode')
      assert.equal(placeOf(again), '/confirm')
      assert.equal(await messagesTo(house, 'emil@example.com'), 2)
      const done = await other.send({ code: await codeSentTo(house, 'emil@example.com') })
      assert.equal(placeOf(done), '/login')
    })

    test('leads to the page for the code, too, if that is one message too many, and the user asks for it later', async () => {
      const address = { 'requiredAttributes[email]': 'crowd@example.com' }
      for (let index = 0; index < MESSAGES; index++) {
        const other = openVisitor(site)
        await other.visit('/signup')
        await other.send(filledIn(`crowd-${index}`, address))
      }
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      const sent = await visitor.send(filledIn('fay', address))
      assert.equal(placeOf(sent), '/confirm')
      assert.doesNotMatch(sent.text, /We sent a code/)
      assert.equal(await messagesTo(house, 'crowd@example.com'), MESSAGES)
      assert.equal((await look('fay')).status, 'UNCONFIRMED')
      house.passTime(MINUTE)
      assert.equal(placeOf(await visitor.send({ action: 'resend' }, '/resendcode')), '/confirm')
      const done = await visitor.send({ code: await codeSentTo(house, 'crowd@example.com') })
      assert.equal(placeOf(done), CALLBACK)
    })

    test('says at the fields what is missing or wrong, and keeps what was typed', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      const empty = await visitor.send({})
      assert.deepEqual(faultsOf(empty), ['Fill in this field.', 'Fill in this field.', 'Fill in this field.'])
      const differing = await visitor.send(filledIn('frank', { confirmPassword: 'Other-Horse-8' }))
      assert.deepEqual(faultsOf(differing), ['The two passwords are different.'])
      assert.match(differing.text, /value="frank@example.com"/)
      assert.doesNotMatch(differing.text, /Horse/)
      const weak = await visitor.send(filledIn('frank', { password: 'weak', confirmPassword: 'weak' }))
      assert.deepEqual(faultsOf(weak), ['The password doesn’t meet the rules.'])
      const taken = await visitor.send(filledIn('alice'))
      assert.deepEqual(faultsOf(taken), ['This username is taken. Choose another one.'])
      const malformed = await visitor.send(filledIn('frank', { 'requiredAttributes[email]': 'nobody' }))
      assert.match(noticeOf(malformed) ?? '', /email/i)
    })

    test('takes the password once from a program, whose form has no second field', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      const { confirmPassword: _, ...fields } = filledIn('ines')
      assert.equal(placeOf(await visitor.send(fields)), '/confirm')
    })

    test('writes no attribute that the form does not ask for', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      await visitor.send(
        filledIn('greta', { 'requiredAttributes[custom:level]': '9', 'requiredAttributes[name]': 'G' }),
      )
      const user = await look('greta')
      assert.deepEqual([user['custom:level'], user.name], [undefined, undefined])
    })

    test('is closed where only administrators create users', async () => {
      const closed = await openSite(house, {
        pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      })
      const visitor = openVisitor(closed)
      assert.equal(placeOf(await visitor.visit('/signup')), '/error')
      assert.doesNotMatch((await visitor.visit('/login')).text, /signup/)
    })

    test('signs in a user whom a function confirms, which leaves an event of its own', async () => {
      const watched = await openSite(house, {
        pool: {
          UserPoolTier: 'PLUS',
          UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
          LambdaConfig: { PreSignUp: functionArn('pre-sign-up') },
        },
      })
      functions.set('pre-sign-up', answering({ autoConfirmUser: true }))
      const visitor = openVisitor(watched)
      await visitor.visit('/signup')
      const done = await visitor.send({ username: 'nina', password: PASSWORD, confirmPassword: PASSWORD })
      assert.equal(placeOf(done), CALLBACK)
      const command = new AdminListUserAuthEventsCommand({ UserPoolId: watched.pool, Username: 'nina' })
      const { AuthEvents = [] } = await house.client().send(command)
      const listed = AuthEvents.map(({ EventType, EventResponse }) => `${EventType} ${EventResponse}`)
      assert.deepEqual(listed.sort(), ['SignIn Pass', 'SignUp Pass'])
    })

    test('waits for an administrator where no code confirms a user', async () => {
      const waiting = await openSite(house)
      const visitor = openVisitor(waiting)
      await visitor.visit('/signup')
      const page = await visitor.send({ username: 'hanna', password: PASSWORD, confirmPassword: PASSWORD })
      assert.equal(page.status, 200)
      assert.match(page.text, /An administrator has to confirm your account/)

      // A later sign-in says so, too, instead of asking for a code that was never sent.
      await visitor.visit('/login')
      const later = await visitor.send({ username: 'hanna', password: PASSWORD })
      assert.equal(placeOf(later), '/confirm')
      assert.match(later.text, /An administrator has to confirm your account/)
      assert.doesNotMatch(later.text, /name="code"/)
    })

    test('says the same of a new code for a stranger', async () => {
      const said = async (username: string) => {
        const visitor = openVisitor(site)
        await visitor.visit('/resendcode')
        const page = await visitor.send({ username })
        return [placeOf(page), noticeOf(page), /We sent a code to/.test(page.text)]
      }
      assert.deepEqual(await said('nobody'), await said('dora'))
    })
  })

  describe('signing up on the pages without a password', () => {
    const PASSWORDLESS = {
      AutoVerifiedAttributes: ['email' as const],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const, 'EMAIL_OTP' as const] } },
      Schema: [{ Name: 'email', Required: true, Mutable: true }],
    }
    const CHOOSING = { ExplicitAuthFlows: ['ALLOW_USER_AUTH' as const] }
    const fields = (name: string) => ({ username: name, 'requiredAttributes[email]': `${name}@example.com` })

    test('ends in the application by the code alone, and later sign-ins begin with one', async () => {
      const free = await openSite(house, { pool: PASSWORDLESS, client: CHOOSING })
      const visitor = openVisitor(free)
      const form = await visitor.visit('/signup')
      assert.match(form.text, /Or leave the password empty, and sign in with codes\./)
      const sent = await visitor.send({ ...fields('kim'), password: '', confirmPassword: '' })
      assert.equal(placeOf(sent), '/confirm')
      const done = await visitor.send({ code: await codeSentTo(house, 'kim@example.com') })
      assert.equal(placeOf(done), CALLBACK)
      assert.match(done.path, /\?code=[\w-]+&state=state-1$/)

      house.passTime(1000) // by which the newest message is known
      const later = openVisitor(free)
      await later.visit('/login')
      await later.send({ username: 'kim' })
      await later.send({ answer: 'EMAIL_OTP' })
      assert.equal(placeOf(await later.send({ code: await codeSentTo(house, 'kim@example.com') })), CALLBACK)
    })

    test('still takes a password, which has to be typed twice', async () => {
      const free = await openSite(house, { pool: PASSWORDLESS, client: CHOOSING })
      const visitor = openVisitor(free)
      await visitor.visit('/signup')
      const half = await visitor.send({ ...fields('lou'), password: '', confirmPassword: PASSWORD })
      assert.deepEqual(faultsOf(half), ['The two passwords are different.'])
      await visitor.send({ ...fields('lou'), password: PASSWORD, confirmPassword: PASSWORD })
      assert.equal(
        placeOf(await visitor.send({ code: await codeSentTo(house, 'lou@example.com') })),
        CALLBACK,
      )
    })

    test('is not offered where no code could sign the user in', async () => {
      const withoutCodes = { ...PASSWORDLESS, Policies: undefined }
      const unverified = { ...PASSWORDLESS, AutoVerifiedAttributes: [] }
      const unasked = { ...PASSWORDLESS, Schema: undefined }
      for (const settings of [
        { pool: withoutCodes, client: CHOOSING },
        { pool: unverified, client: CHOOSING },
        { pool: unasked, client: CHOOSING },
        { pool: PASSWORDLESS },
      ]) {
        const visitor = openVisitor(await openSite(house, settings))
        assert.doesNotMatch((await visitor.visit('/signup')).text, /leave the password empty/)
        const refused = await visitor.send({ ...fields('max'), password: '', confirmPassword: '' })
        assert.ok(faultsOf(refused).includes('Fill in this field.'))
      }
    })

    test('asks for the password of a user who has no contact for codes', async () => {
      const root = house.client()
      const usernames = { UsernameAttributes: ['email' as const, 'phone_number' as const], Schema: undefined }
      const pool = await newPool(root, { ...PASSWORDLESS, ...usernames })
      await root.send(new CreateUserPoolDomainCommand({ UserPoolId: pool, Domain: 'either' }))
      const { id, secret } = await newClient(root, pool, { ...CODE_CLIENT, ...CHOOSING })
      const base = '/domains/either.auth.us-east-1'
      const either = { pool, clientId: id, secret, base, url: `${house.url}${base}` }
      const visitor = openVisitor(either)
      await visitor.visit('/signup')
      const refused = await visitor.send({ username: '+14325551212', password: '', confirmPassword: '' })
      assert.deepEqual(faultsOf(refused), ['Fill in this field.'])
    })
  })

  describe('the link that confirms a sign-up', () => {
    const link = (values: Record<string, string>) => `/confirmUser/?${new URLSearchParams(values)}`

    test('confirms the user, once, and not when a program only looks at it', async () => {
      const visitor = openVisitor(site)
      await visitor.visit('/signup')
      await visitor.send(filledIn('ida'))
      const confirmation_code = await codeSentTo(house, 'ida@example.com')
      const path = link({ client_id: site.clientId, user_name: 'ida', confirmation_code })
      assert.equal((await visitor.browser.get(path, { method: 'HEAD' })).status, 200)
      assert.equal((await look('ida')).status, 'UNCONFIRMED')
      const page = await visitor.browser.get(path)
      const text = await page.text()
      assert.equal(page.status, 200)
      assert.match(text, /Your account is confirmed/)
      assert.match(
        text,
        /href="[^"]+\/login\?client_id=\w+&amp;response_type=code&amp;redirect_uri=https%3A%2F%2Fapp/,
      )
      assert.equal((await look('ida')).status, 'CONFIRMED')
      assert.equal((await visitor.browser.get(path)).status, 400)
    })

    test('is in the e-mails of pools that want it so, which the page says', async () => {
      const linked = await openSite(house, {
        pool: {
          AutoVerifiedAttributes: ['email'],
          VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
          Schema: [{ Name: 'email', Required: true, Mutable: true }],
        },
      })
      const visitor = openVisitor(linked)
      await visitor.visit('/signup')
      const page = await visitor.send(filledIn('jo'))
      assert.match(page.text, /We sent a link to j\*\*\*@e\*\*\*\. Open it to confirm your account\./)
      assert.doesNotMatch(page.text, /name="code"/)
      const again = await visitor.send({ action: 'resend' }, '/resendcode')
      assert.equal(noticeOf(again), 'We sent you a new link.')
      await house.settled()
      const [newest] = await house.storage.stores.inbox.newest({ limit: 1, to: 'jo@example.com' })
      const { pathname, search } = new URL(
        /href="([^"]+)"/.exec(newest?.body ?? '')?.[1]?.replaceAll('&#38;', '&') ?? '',
      )
      assert.match(
        await (await visitor.browser.get(`${pathname}${search}`)).text(),
        /Your account is confirmed/,
      )
      await visitor.visit('/login')
      assert.equal(placeOf(await visitor.send({ username: 'jo', password: PASSWORD })), CALLBACK)
    })

    test('does not work with a wrong code, for a stranger, or for a client of another pool', async () => {
      const other = await openSite(house)
      const { browser } = openVisitor(site)
      const good = { client_id: site.clientId, user_name: 'emil', confirmation_code: '000000' }
      for (const change of [{}, { user_name: 'nobody' }, { user_name: '' }]) {
        const page = await browser.get(link({ ...good, ...change }))
        assert.equal(page.status, 400)
        assert.match(await page.text(), /This link doesn’t work/)
      }
      const foreign = await browser.get(link({ ...good, client_id: other.clientId }))
      assert.match(foreign.headers.get('location') ?? '', /\/error\?error=invalid_request$/)
    })
  })
})
