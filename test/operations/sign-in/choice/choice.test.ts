import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminUpdateUserAttributesCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../../src/kernel/clock.ts'
import { forEachAddress, type NewAddress } from '../../../support/databases.ts'
import { inviteUser, list, newClient, newUser, PASSWORD, TEMPORARY } from '../../../support/pools.ts'
import { quickPower } from '../../../support/quick-power.ts'
import { refuses } from '../../../support/refuses.ts'
import { srpClient, timestamp } from '../../../support/srp-client.ts'
import { changeUser, WRONG } from '../fixtures.ts'
import {
  type ChoiceGround,
  CODES,
  EXPIRED,
  INCORRECT,
  INVALID,
  missing,
  PASSWORDS,
  UNKNOWN,
  USED,
  useChoiceGround,
} from './ground.ts'

const JANE = { email: 'jane@example.com', phone_number: '+12065550123' }
const NOT_OFFERED = [
  'InvalidParameterException',
  'Invalid ANSWER: the user has no such first factor.',
] as const

const sorted = (list: readonly string[] | undefined) => [...(list ?? [])].sort()

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const it = useChoiceGround(newAddress())

  /** Jane, who has all that a code needs. */
  async function janesPlace(...options: Parameters<ChoiceGround['place']>) {
    const place = await it.place(...options)
    await newUser(it.root, place.pool, 'jane', JANE)
    return place
  }

  /** The challenges that a user is offered. */
  async function offered(client: string, name: string): Promise<string[]> {
    const begun = await it.begin(client, name)
    assert.equal(begun.ChallengeName, 'SELECT_CHALLENGE')
    assert.deepEqual(begun.ChallengeParameters, {})
    assert.match(begun.Session ?? '', /^[\w-]{700,}$/)
    return sorted(begun.AvailableChallenges)
  }

  describe('USER_AUTH', () => {
    test('lists what the pool allows and the user has', async () => {
      const { pool, client } = await janesPlace()
      const { root } = it
      await newUser(root, pool, 'mail', { email: JANE.email })
      await newUser(root, pool, 'bare')
      await it.newPasswordless(pool, 'code', { phone_number: '+12065550124' })
      await inviteUser(root, pool, 'invited', JANE)
      assert.deepEqual(await offered(client, 'jane'), sorted([...PASSWORDS, ...CODES]))
      assert.deepEqual(await offered(client, 'mail'), sorted([...PASSWORDS, 'EMAIL_OTP']))
      assert.deepEqual(await offered(client, 'bare'), PASSWORDS)
      assert.deepEqual(await offered(client, 'code'), ['SMS_OTP'])
      assert.deepEqual(await offered(client, 'invited'), PASSWORDS)
    })

    test('lists only what the pool allows', async () => {
      assert.deepEqual(await offered((await janesPlace(['PASSWORD'])).client, 'jane'), PASSWORDS)
      const { client } = await janesPlace(['PASSWORD', 'SMS_OTP'])
      assert.deepEqual(await offered(client, 'jane'), sorted([...PASSWORDS, 'SMS_OTP']))
    })

    test('works in pools of the LITE tier with passwords', async () => {
      const { client } = await janesPlace(['PASSWORD'], { settings: { UserPoolTier: 'LITE' } })
      assert.deepEqual(await offered(client, 'jane'), PASSWORDS)
    })

    test('lists passwords alone where a second factor is demanded', async () => {
      const on = await janesPlace(['PASSWORD'], { mfa: 'ON', factors: 's' })
      assert.deepEqual(await offered(on.client, 'jane'), PASSWORDS)
      const { pool, client } = await janesPlace(['PASSWORD', 'EMAIL_OTP'], { mfa: 'OPTIONAL', factors: 's' })
      assert.deepEqual(await offered(client, 'jane'), sorted([...PASSWORDS, 'EMAIL_OTP']))
      const { stores } = it.house.storage
      const { user } =
        (await stores.credentials.resolve(pool, { username: 'jane', aliases: [] })) ?? assert.fail()
      await changeUser(it.house, pool, user.sub, { mfa: { activated: ['SMS_MFA'] } })
      assert.deepEqual(await offered(client, 'jane'), PASSWORDS)
    })

    test('begins with the preferred challenge and lists the others', async () => {
      const { client } = await janesPlace()
      const begun = await it.begin(client, 'jane', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
      assert.equal(begun.ChallengeName, 'EMAIL_OTP')
      assert.deepEqual(sorted(begun.AvailableChallenges), sorted([...PASSWORDS, ...CODES]))
    })

    test('lets the user choose where the preferred challenge is not to be had', async () => {
      const { pool, client } = await it.place()
      await newUser(it.root, pool, 'bare')
      for (const PREFERRED_CHALLENGE of ['SMS_OTP', 'EMAIL_OTP', 'WEB_AUTHN']) {
        const begun = await it.begin(client, 'bare', { PREFERRED_CHALLENGE })
        assert.equal(begun.ChallengeName, 'SELECT_CHALLENGE')
        assert.deepEqual(sorted(begun.AvailableChallenges), PASSWORDS)
      }
      await it.newPasswordless(pool, 'code', { email: JANE.email })
      const begun = await it.begin(client, 'code', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })
      assert.equal(begun.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(begun.AvailableChallenges, ['EMAIL_OTP'])
    })

    test('takes a preferred password at once', async () => {
      const { client } = await janesPlace()
      const preferred = { PREFERRED_CHALLENGE: 'PASSWORD' }
      const { AuthenticationResult, AvailableChallenges } = await it.begin(client, 'jane', {
        ...preferred,
        PASSWORD,
      })
      assert.match(AuthenticationResult?.AccessToken ?? '', /^ey/)
      assert.equal(AvailableChallenges, undefined)
      await refuses(it.begin(client, 'jane', { ...preferred, PASSWORD: WRONG }), ...INCORRECT)
      await refuses(it.begin(client, 'jane', preferred), ...missing('PASSWORD'))
    })

    test('counts wrong passwords with those of other flows', async () => {
      const { client } = await janesPlace()
      const guess = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: WRONG }
      for (let i = 0; i < 5; i++) await refuses(it.begin(client, 'jane', guess), ...INCORRECT)
      const right = it.begin(client, 'jane', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })
      await refuses(right, 'NotAuthorizedException', 'Password attempts exceeded')
    })

    test('asks for a new password and a second factor after the password', async () => {
      const { pool, client } = await it.place(['PASSWORD'], { mfa: 'ON', factors: 'e' })
      await inviteUser(it.root, pool, 'invited', JANE)
      const parameters = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: TEMPORARY }
      const { ChallengeName, Session } = await it.begin(client, 'invited', parameters)
      assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
      const renewed = await it.respond(client, 'NEW_PASSWORD_REQUIRED', Session, {
        USERNAME: 'invited',
        NEW_PASSWORD: PASSWORD,
      })
      assert.equal(renewed.ChallengeName, 'EMAIL_OTP')
      const EMAIL_OTP_CODE = await it.codeTo(JANE.email, pool)
      assert.match(EMAIL_OTP_CODE, /^\d{6}$/)
      const code = { USERNAME: 'invited', EMAIL_OTP_CODE }
      assert.ok((await it.respond(client, 'EMAIL_OTP', renewed.Session, code)).AuthenticationResult)
    })

    test('can be begun by administrators', async () => {
      const { pool, client } = await janesPlace()
      const begun = await it.adminBegin(pool, client, 'jane')
      assert.equal(begun.ChallengeName, 'SELECT_CHALLENGE')
      assert.deepEqual(sorted(begun.AvailableChallenges), sorted([...PASSWORDS, ...CODES]))
      const preferred = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }
      assert.ok((await it.adminBegin(pool, client, 'jane', preferred)).AuthenticationResult)
    })

    test('tells that a user is unknown, unless users are hidden', async () => {
      const { client } = await it.place()
      await refuses(it.begin(client, 'nobody'), ...UNKNOWN)
      await refuses(it.begin(client, 'nobody', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }), ...UNKNOWN)
      await refuses(it.begin(client, 'nobody', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }), ...UNKNOWN)
    })

    test('answers a name that is longer than that of any user with no longer session', async () => {
      const { client } = await it.place(undefined, {
        clientSettings: { PreventUserExistenceErrors: 'ENABLED' },
      })
      const sessions = await Promise.all(
        [128, 10_000].map(async (length) => (await it.begin(client, 'x'.repeat(length))).Session),
      )
      const [longest = '', beyond = ''] = sessions
      assert.ok(longest.length > 826)
      assert.equal(beyond.length, longest.length)
    })

    test('tells users with nothing to begin with why', async () => {
      const { pool, client } = await it.place(['PASSWORD'])
      const sub = await newUser(it.root, pool, 'bare')
      await it.house.storage.transaction((stores) => stores.credentials.setPassword(pool, sub, undefined))
      await refuses(it.begin(client, 'bare'), ...INCORRECT)
      await changeUser(it.house, pool, sub, { status: 'RESET_REQUIRED' })
      const text = 'Password reset required for the user'
      await refuses(it.begin(client, 'bare'), 'PasswordResetRequiredException', text)
    })

    test('refuses what it does not know or offer', async () => {
      const { client } = await janesPlace()
      await refuses(it.begin(client, ''), ...missing('USERNAME'))
      await refuses(
        it.begin(client, 'jane', { PREFERRED_CHALLENGE: 'SMS_MFA' }),
        'InvalidParameterException',
        'Invalid PREFERRED_CHALLENGE',
      )
      for (const name of ['TARGET_ACR_VALUES', 'ACCESS_TOKEN', 'MAX_AGE']) {
        await refuses(
          it.begin(client, 'jane', { [name]: '1' }),
          'UnsupportedOperationException',
          `Step-up authentication is off at this server: leave out ${name}.`,
        )
      }
    })

    test('takes the secret hash of the client', async () => {
      const { client } = await janesPlace(undefined, { clientSettings: { GenerateSecret: true } })
      await refuses(
        it.begin(client, 'jane'),
        'NotAuthorizedException',
        `Client ${client} is configured with secret but SECRET_HASH was not received`,
      )
    })
  })

  describe('RespondToAuthChallenge: SELECT_CHALLENGE', () => {
    const select = async (client: string) => (await it.begin(client, 'jane')).Session
    const answer = (client: string, Session: string | undefined, responses: Record<string, string>) =>
      it.respond(client, 'SELECT_CHALLENGE', Session, { USERNAME: 'jane', ...responses })

    test('takes PASSWORD together with the password', async () => {
      const { client } = await janesPlace()
      const Session = await select(client)
      await refuses(answer(client, Session, { ANSWER: 'PASSWORD' }), ...missing('PASSWORD'))
      const { AuthenticationResult } = await answer(client, Session, { ANSWER: 'PASSWORD', PASSWORD })
      assert.ok(AuthenticationResult)
      await refuses(answer(client, Session, { ANSWER: 'PASSWORD', PASSWORD }), ...USED)
    })

    test('is spent by a wrong password', async () => {
      const { client } = await janesPlace()
      const Session = await select(client)
      await refuses(answer(client, Session, { ANSWER: 'PASSWORD', PASSWORD: WRONG }), ...INCORRECT)
      await refuses(answer(client, Session, { ANSWER: 'PASSWORD', PASSWORD }), ...USED)
    })

    test('leads to PASSWORD_VERIFIER with SRP_A, and to the tokens of the proof', async () => {
      const { pool, client } = await janesPlace()
      const Session = await select(client)
      await refuses(answer(client, Session, { ANSWER: 'PASSWORD_SRP' }), ...missing('SRP_A'))
      const srp = srpClient(pool, quickPower)
      const chosen = await answer(client, Session, { ANSWER: 'PASSWORD_SRP', SRP_A: srp.publicKey })
      assert.equal(chosen.ChallengeName, 'PASSWORD_VERIFIER')
      assert.ok(chosen.Session)
      const responses = srp.prove(chosen.ChallengeParameters ?? {}, PASSWORD, timestamp(Date.now()))
      const proven = await it.respond(client, 'PASSWORD_VERIFIER', chosen.Session, responses)
      assert.ok(proven.AuthenticationResult)
      await refuses(it.respond(client, 'PASSWORD_VERIFIER', chosen.Session, responses), ...USED)
    })

    test('leads to the challenge of a code, once', async () => {
      const { client } = await janesPlace()
      for (const ANSWER of CODES) {
        const Session = await select(client)
        const chosen = await answer(client, Session, { ANSWER })
        assert.equal(chosen.ChallengeName, ANSWER)
        assert.notEqual(chosen.Session, Session)
        assert.equal(chosen.AvailableChallenges, undefined)
        await refuses(answer(client, Session, { ANSWER }), ...USED)
      }
    })

    test('refuses what the user does not have, and keeps the session', async () => {
      const { pool, client } = await it.place()
      await newUser(it.root, pool, 'jane', { email: JANE.email })
      const Session = await select(client)
      for (const ANSWER of ['SMS_OTP', 'WEB_AUTHN', 'SMS_MFA', 'email_otp'])
        await refuses(answer(client, Session, { ANSWER }), ...NOT_OFFERED)
      assert.equal((await answer(client, Session, { ANSWER: 'EMAIL_OTP' })).ChallengeName, 'EMAIL_OTP')
    })

    test('offers what the user has at the moment of the answer', async () => {
      const { pool, client } = await janesPlace()
      const Session = await select(client)
      await it.root.send(
        new AdminUpdateUserAttributesCommand({
          UserPoolId: pool,
          Username: 'jane',
          UserAttributes: list({ phone_number: '' }),
        }),
      )
      await refuses(answer(client, Session, { ANSWER: 'SMS_OTP' }), ...NOT_OFFERED)
    })

    test('asks for name, answer and session', async () => {
      const { client } = await janesPlace()
      const Session = await select(client)
      await refuses(answer(client, Session, { USERNAME: '', ANSWER: 'EMAIL_OTP' }), ...missing('USERNAME'))
      await refuses(answer(client, Session, {}), ...missing('ANSWER'))
      await refuses(answer(client, undefined, { ANSWER: 'EMAIL_OTP' }), ...missing('Session'))
    })

    test('is refused for another user, client and pool, and after its time', async () => {
      const { pool, client } = await janesPlace()
      const elsewhere = await janesPlace()
      const { id: other } = await newClient(it.root, pool, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
      await newUser(it.root, pool, 'john', JANE)
      const Session = await select(client)
      const choice = { ANSWER: 'EMAIL_OTP' }
      for (const call of [
        () => answer(client, Session, { ...choice, USERNAME: 'john' }),
        () => answer(other, Session, choice),
        () => answer(elsewhere.client, Session, choice),
        () => answer(client, 'the-session-of-nobody', choice),
        () => it.respond(client, 'NEW_PASSWORD_REQUIRED', Session, { USERNAME: 'jane', NEW_PASSWORD: WRONG }),
      ])
        await refuses(call(), ...INVALID)
      it.house.passTime(3 * MINUTE + 1)
      await refuses(answer(client, Session, choice), ...EXPIRED)
    })
  })

  describe('PASSWORD', () => {
    const answer = (client: string, Session: string | undefined, responses: Record<string, string>) =>
      it.respond(client, 'PASSWORD', Session, { USERNAME: 'jane', ...responses })

    test('answers a choice with the password', async () => {
      const { client } = await janesPlace()
      const { Session } = await it.begin(client, 'jane')
      await refuses(answer(client, Session, {}), ...missing('PASSWORD'))
      await refuses(answer(client, undefined, { PASSWORD }), ...missing('Session'))
      assert.ok((await answer(client, Session, { PASSWORD })).AuthenticationResult)
      await refuses(answer(client, Session, { PASSWORD }), ...USED)
    })

    test('spends the session if the password is wrong', async () => {
      const { client } = await janesPlace()
      const { Session } = await it.begin(client, 'jane')
      await refuses(answer(client, Session, { PASSWORD: WRONG }), ...INCORRECT)
      await refuses(answer(client, Session, { PASSWORD }), ...USED)
    })

    test('takes no session of a code', async () => {
      const { client } = await janesPlace()
      const { Session } = await it.begin(client, 'jane', { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
      await refuses(answer(client, Session, { PASSWORD }), ...INVALID)
    })

    test('is won by one of sixteen rivals', async () => {
      const { client } = await janesPlace()
      const { Session } = await it.begin(client, 'jane')
      const calls = Array.from({ length: 16 }, () => answer(client, Session, { PASSWORD }))
      const results = await Promise.allSettled(calls)
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    })

    test('tells unconfirmed and disabled users their state as other flows do', async () => {
      const { pool, client } = await janesPlace()
      await it.root.send(new SignUpCommand({ ClientId: client, Username: 'new', Password: PASSWORD }))
      const parameters = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }
      await refuses(
        it.begin(client, 'new', parameters),
        'UserNotConfirmedException',
        'User is not confirmed.',
      )
      await it.root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'jane' }))
      const { Session } = await it.begin(client, 'jane')
      await refuses(answer(client, Session, { PASSWORD }), 'NotAuthorizedException', 'User is disabled.')
    })
  })

  describe('PASSWORD_SRP', () => {
    const answer = (client: string, Session: string | undefined, responses: Record<string, string>) =>
      it.respond(client, 'PASSWORD_SRP', Session, { USERNAME: 'jane', ...responses })

    test('leads to PASSWORD_VERIFIER with a session', async () => {
      const { pool, client } = await janesPlace()
      const { Session } = await it.begin(client, 'jane')
      const srp = srpClient(pool, quickPower)
      await refuses(answer(client, Session, {}), ...missing('SRP_A'))
      await refuses(answer(client, undefined, { SRP_A: srp.publicKey }), ...missing('Session'))
      await refuses(answer(client, Session, { SRP_A: 'x' }), 'InvalidParameterException', 'Invalid SRP_A')
      const begun = await answer(client, Session, { SRP_A: srp.publicKey })
      assert.equal(begun.ChallengeName, 'PASSWORD_VERIFIER')
      await refuses(answer(client, Session, { SRP_A: srp.publicKey }), ...USED)
      const responses = srp.prove(begun.ChallengeParameters ?? {}, PASSWORD, timestamp(Date.now()))
      assert.ok(
        (await it.respond(client, 'PASSWORD_VERIFIER', begun.Session, responses)).AuthenticationResult,
      )
    })

    test('as preferred challenge spends its session at a wrong proof', async () => {
      const { pool, client } = await janesPlace()
      const srp = srpClient(pool, quickPower)
      const preferred = { PREFERRED_CHALLENGE: 'PASSWORD_SRP' }
      await refuses(it.begin(client, 'jane', preferred), ...missing('SRP_A'))
      const begun = await it.begin(client, 'jane', { ...preferred, SRP_A: srp.publicKey })
      assert.equal(begun.ChallengeName, 'PASSWORD_VERIFIER')
      assert.deepEqual(sorted(begun.AvailableChallenges), sorted([...PASSWORDS, ...CODES]))
      const prove = (password: string) => {
        const responses = srp.prove(begun.ChallengeParameters ?? {}, password, timestamp(Date.now()))
        return it.respond(client, 'PASSWORD_VERIFIER', begun.Session, responses)
      }
      await refuses(prove(WRONG), ...INCORRECT)
      await refuses(prove(PASSWORD), ...USED)
    })

    test('keeps its session where nothing was put to the test', async () => {
      const { pool, client } = await janesPlace()
      const srp = srpClient(pool, quickPower)
      const parameters = { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: srp.publicKey }
      const begun = await it.begin(client, 'jane', parameters)
      const prove = (time: number) => {
        const responses = srp.prove(begun.ChallengeParameters ?? {}, PASSWORD, timestamp(time))
        return it.respond(client, 'PASSWORD_VERIFIER', begun.Session, responses)
      }
      await refuses(prove(Date.now() - 60 * MINUTE), ...INCORRECT)
      assert.ok((await prove(Date.now())).AuthenticationResult)
    })

    test('is refused with the session of another user or challenge', async () => {
      const { pool, client } = await janesPlace()
      await newUser(it.root, pool, 'john', JANE)
      const srp = srpClient(pool, quickPower)
      const parameters = { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: srp.publicKey }
      const begun = await it.begin(client, 'jane', parameters)
      const responses = srp.prove(begun.ChallengeParameters ?? {}, PASSWORD, timestamp(Date.now()))
      const johns = await it.begin(client, 'john', parameters)
      const select = await it.begin(client, 'jane')
      for (const { Session } of [johns, select])
        await refuses(it.respond(client, 'PASSWORD_VERIFIER', Session, responses), ...INVALID)
    })
  })
}
