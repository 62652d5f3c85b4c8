import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { HOUR, MINUTE } from '../../../../src/kernel/clock.ts'
import { forEachAddress, type NewAddress } from '../../../support/databases.ts'
import { list, newClient, newUser, PASSWORD } from '../../../support/pools.ts'
import { refuses } from '../../../support/refuses.ts'
import { changeUser, WRONG } from '../fixtures.ts'
import {
  type ChoiceGround,
  EXPIRED,
  INCORRECT,
  INVALID,
  MISMATCH,
  missing,
  UNKNOWN,
  USED,
  useChoiceGround,
  wrongCode,
} from './ground.ts'

/** One factor by a code, as its challenge shows it. */
const FACTORS = [
  {
    name: 'EMAIL_OTP',
    answer: 'EMAIL_OTP_CODE',
    attribute: 'email',
    medium: 'EMAIL',
    to: 'jane@example.com',
    masked: 'j***@e***',
    other: 'other@example.com',
  },
  {
    name: 'SMS_OTP',
    answer: 'SMS_OTP_CODE',
    attribute: 'phone_number',
    medium: 'SMS',
    to: '+12065550123',
    masked: '+*******0123',
    other: '+12065550199',
  },
] as const

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const it = useChoiceGround(newAddress())

  for (const { name, answer, attribute, medium, to, masked, other } of FACTORS) {
    describe(`RespondToAuthChallenge: ${name}`, () => {
      async function janesPlace(...options: Parameters<ChoiceGround['place']>) {
        const place = await it.place(...options)
        const sub = await newUser(it.root, place.pool, 'jane', { [attribute]: to })
        return { ...place, sub }
      }

      const begin = (client: string, username = 'jane') =>
        it.begin(client, username, { PREFERRED_CHALLENGE: name })

      /** A challenge, with the code that was sent for it. */
      async function begun({ pool, client }: { pool: string; client: string }) {
        const { Session } = await begin(client)
        return { Session, code: await it.codeTo(to, pool) }
      }

      const respond = (client: string, Session: string | undefined, code: string, USERNAME = 'jane') =>
        it.respond(client, name, Session, { USERNAME, [answer]: code })

      test('signs in with the eight digits that went to the user, once, and verifies the contact', async () => {
        const { pool, client } = await janesPlace()
        const { ChallengeName, ChallengeParameters, Session } = await begin(client)
        assert.equal(ChallengeName, name)
        assert.deepEqual(ChallengeParameters, {
          CODE_DELIVERY_DELIVERY_MEDIUM: medium,
          CODE_DELIVERY_DESTINATION: masked,
        })
        const code = await it.codeTo(to, pool)
        assert.match(code, /^\d{8}$/)
        const answered = await respond(client, Session, code)
        assert.deepEqual(answered.ChallengeParameters, {})
        assert.match(answered.AuthenticationResult?.AccessToken ?? '', /^ey/)
        assert.equal((await it.look(pool, 'jane')).attributes[`${attribute}_verified`], 'true')
        const token = answered.AuthenticationResult?.IdToken?.split('.')[1] ?? ''
        assert.equal(JSON.parse(Buffer.from(token, 'base64url').toString())[`${attribute}_verified`], true)
        await refuses(respond(client, Session, code), ...USED)
      })

      test('signs in users without a password', async () => {
        const { pool, client } = await it.place()
        await it.newPasswordless(pool, 'jane', { [attribute]: to })
        const { Session, code } = await begun({ pool, client })
        assert.ok((await respond(client, Session, code)).AuthenticationResult)
      })

      test('confirms a user who has signed up', async () => {
        const { pool, client } = await it.place()
        const UserAttributes = list({ [attribute]: to })
        const signUp = { ClientId: client, Username: 'jane', Password: PASSWORD, UserAttributes }
        await it.root.send(new SignUpCommand(signUp))
        const { Session, code } = await begun({ pool, client })
        assert.ok((await respond(client, Session, code)).AuthenticationResult)
        const { status, attributes } = await it.look(pool, 'jane')
        assert.equal(status, 'CONFIRMED')
        assert.equal(attributes[`${attribute}_verified`], 'true')
      })

      test('keeps the session after wrong codes, which lock nothing', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        const guesses = [wrongCode(code), 'incorrect-code', `${code}0`, code.slice(0, 6), '1', '2']
        for (const guess of guesses) await refuses(respond(client, Session, guess), ...MISMATCH)
        const { AuthenticationResult } = await it.begin(client, 'jane', {
          PREFERRED_CHALLENGE: 'PASSWORD',
          PASSWORD,
        })
        assert.ok(AuthenticationResult)
        assert.ok((await respond(client, Session, code)).AuthenticationResult)
      })

      test('lets a user try twenty codes in an hour', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        for (let i = 0; i < 20; i++) await refuses(respond(client, Session, wrongCode(code)), ...MISMATCH)
        await refuses(respond(client, Session, code), 'TooManyRequestsException', 'Too many requests')
        const password = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }
        assert.ok((await it.begin(client, 'jane', password)).AuthenticationResult)
        it.house.passTime(HOUR)
        const again = await begun({ pool, client })
        assert.ok((await respond(client, again.Session, again.code)).AuthenticationResult)
      })

      test('works while wrong passwords lock the password', async () => {
        const { pool, client } = await janesPlace()
        const guess = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: WRONG }
        for (let i = 0; i < 5; i++) await refuses(it.begin(client, 'jane', guess), ...INCORRECT)
        const { Session, code } = await begun({ pool, client })
        assert.ok((await respond(client, Session, code)).AuthenticationResult)
      })

      test('asks for name, code and session', async () => {
        const { client } = await janesPlace()
        await refuses(respond(client, undefined, '1', ''), ...missing('USERNAME'))
        await refuses(respond(client, undefined, ''), ...missing(answer))
        await refuses(respond(client, undefined, '1'), ...missing('Session'))
      })

      test('takes the code for the session that it was sent for', async () => {
        const { pool, client } = await janesPlace()
        const first = await begun({ pool, client })
        const second = await begun({ pool, client })
        assert.notEqual(first.code, second.code)
        await refuses(respond(client, second.Session, first.code), ...MISMATCH)
        assert.ok((await respond(client, first.Session, first.code)).AuthenticationResult)
        assert.ok((await respond(client, second.Session, second.code)).AuthenticationResult)
      })

      test('ends with the session', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        it.house.passTime(3 * MINUTE + 1)
        await refuses(respond(client, Session, code), ...EXPIRED)
      })

      test('is void once the user has another contact or password', async () => {
        const { pool, client } = await janesPlace()
        const UserPoolId = pool
        const Username = 'jane'
        const { Session, code } = await begun({ pool, client })
        const UserAttributes = list({ [attribute]: other })
        await it.root.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }))
        await refuses(respond(client, Session, code), ...MISMATCH)
        const again = await begin(client)
        const fresh = await it.codeTo(other, pool)
        const change = { UserPoolId, Username, Password: WRONG, Permanent: true }
        await it.root.send(new AdminSetUserPasswordCommand(change))
        await refuses(respond(client, again.Session, fresh), ...MISMATCH)
      })

      test('is refused once the user has activated a second factor', async () => {
        const { pool, client, sub } = await janesPlace(undefined, { mfa: 'OPTIONAL', factors: 'se' })
        const { Session, code } = await begun({ pool, client })
        const factor = name === 'SMS_OTP' ? 'SMS_MFA' : 'EMAIL_OTP'
        await changeUser(it.house, pool, sub, { mfa: { activated: [factor] } })
        await refuses(respond(client, Session, code), ...INVALID)
      })

      test('is refused once the pool does not allow it', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD' as const] } }
        await it.root.send(new UpdateUserPoolCommand({ UserPoolId: pool, Policies }))
        await refuses(respond(client, Session, code), ...INVALID)
      })

      test('tells disabled and deleted users so', async () => {
        const { pool, client } = await janesPlace()
        const disabled = ['NotAuthorizedException', 'User is disabled.'] as const
        const { Session, code } = await begun({ pool, client })
        await it.root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'jane' }))
        await refuses(respond(client, Session, code), ...disabled)
        await refuses(begin(client), ...disabled)
        await it.root.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: 'jane' }))
        await refuses(respond(client, Session, code), ...UNKNOWN)
        await refuses(begin(client), ...UNKNOWN)
      })

      test('leaves a reset password to be chosen first', async () => {
        const { pool, client, sub } = await janesPlace()
        await changeUser(it.house, pool, sub, { status: 'RESET_REQUIRED' })
        const { Session, code } = await begun({ pool, client })
        const text = 'Password reset required for the user'
        await refuses(respond(client, Session, code), 'PasswordResetRequiredException', text)
      })

      test('is refused for another user, client, pool and challenge', async () => {
        const { pool, client } = await janesPlace()
        const { id: sibling } = await newClient(it.root, pool, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
        const elsewhere = await janesPlace()
        await newUser(it.root, pool, 'john', { [attribute]: other })
        const { Session, code } = await begun({ pool, client })
        for (const call of [
          () => respond(client, Session, code, 'john'),
          () => respond(sibling, Session, code),
          () => respond(elsewhere.client, Session, code),
          () => respond(client, 'the-session-of-nobody', code),
        ])
          await refuses(call(), ...INVALID)
        const select = await it.begin(client, 'jane')
        await refuses(respond(client, select.Session, code), ...INVALID)
        const factor = FACTORS.find((it) => it.name !== name) ?? assert.fail()
        const asOther = it.respond(client, factor.name, Session, { USERNAME: 'jane', [factor.answer]: code })
        await refuses(asOther, ...MISMATCH)
        assert.ok((await respond(client, Session, code)).AuthenticationResult)
      })

      test('is won by one of sixteen rivals', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        const calls = Array.from({ length: 16 }, () => respond(client, Session, code))
        const results = await Promise.allSettled(calls)
        assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
        const texts = results.flatMap((it) => (it.status === 'rejected' ? [it.reason.message] : []))
        assert.deepEqual([...new Set(texts)], [USED[1]])
      })

      test('of sixty-four wrong codes at once twenty are looked at', async () => {
        const { pool, client } = await janesPlace()
        const { Session, code } = await begun({ pool, client })
        const calls = Array.from({ length: 64 }, () => respond(client, Session, wrongCode(code)))
        const results = await Promise.allSettled(calls)
        const names = results.map((it) => (it.status === 'rejected' ? it.reason.name : 'in'))
        assert.equal(names.filter((it) => it === 'CodeMismatchException').length, 20)
        assert.equal(names.filter((it) => it === 'TooManyRequestsException').length, 44)
      })

      test('can be begun by administrators, and answered by the user', async () => {
        const { pool, client } = await janesPlace()
        const { ChallengeName, Session } = await it.adminBegin(pool, client, 'jane', {
          PREFERRED_CHALLENGE: name,
        })
        assert.equal(ChallengeName, name)
        assert.ok((await respond(client, Session, await it.codeTo(to, pool))).AuthenticationResult)
      })
    })
  }

  test('leaves an address to the user whose alias it has become', async () => {
    const settings = { AliasAttributes: ['email' as const] }
    const { pool, client } = await it.place(undefined, { settings })
    await newUser(it.root, pool, 'jane', { email: 'shared@example.com' })
    const { Session } = await it.begin(client, 'jane', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
    const EMAIL_OTP_CODE = await it.codeTo('shared@example.com', pool)
    await newUser(it.root, pool, 'john', { email: 'shared@example.com', email_verified: 'true' })
    await refuses(
      it.respond(client, 'EMAIL_OTP', Session, { USERNAME: 'jane', EMAIL_OTP_CODE }),
      'AliasExistsException',
      'An account with the given email already exists.',
    )
  })
}
