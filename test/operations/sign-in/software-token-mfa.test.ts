import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDeleteSoftwareTokenCommand,
  AdminDisableUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { type Attributes, newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { HIDING, prove, signIn, srpChallenge, WRONG } from './fixtures.ts'

const NAME = 'SOFTWARE_TOKEN_MFA'
const INVALID = ['NotAuthorizedException', 'Invalid session for the user.'] as const
const SPENT = [
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
] as const
const MISMATCH = ['CodeMismatchException', 'Invalid code received for user'] as const
const USED = ['ExpiredCodeException', 'Your software token has already been used once.'] as const
const LOCKED = ['NotAuthorizedException', 'Password attempts exceeded'] as const

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const database = newAddress()
  const started = Date.now()
  let now = started
  let house: Poolhouse
  let root: CognitoIdentityProviderClient

  before(async () => {
    house = await startPoolhouse({ database, clock: () => started })
    root = house.client()
  })
  after(() => house.close())

  function passTime(milliseconds: number): void {
    now += milliseconds
    house.passTime(milliseconds)
  }

  /** A pool that demands a second factor, and a user in it who has an authenticator app. */
  async function place({
    mfa = 'ON',
    factors = 't',
    attributes = {},
    FriendlyDeviceName,
  }: {
    readonly mfa?: 'OPTIONAL' | 'ON'
    readonly factors?: OfferedFactors
    readonly attributes?: Attributes
    readonly FriendlyDeviceName?: string
  } = {}) {
    const pool = await newMfaPool(root, 'OPTIONAL', factors)
    const { id: client } = await newClient(root, pool, HIDING)
    const sub = await newUser(root, pool, 'jane', attributes)
    const { AuthenticationResult } = await signIn(root, client, 'jane', PASSWORD)
    const { AccessToken } = AuthenticationResult ?? assert.fail('no tokens')
    const { SecretCode: secret = '' } = await root.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const verified = { AccessToken, UserCode: codeAt(secret, now), FriendlyDeviceName }
    await root.send(new VerifySoftwareTokenCommand(verified))
    if (mfa === 'ON') await setMfa(root, pool, 'ON', factors)
    passTime(STEP)
    return { pool, client, sub, secret, AccessToken }
  }

  function respond(
    ClientId: string,
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    answers: Record<string, string>,
  ) {
    const ChallengeResponses = { USERNAME: 'jane', ...answers }
    return root.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    )
  }
  const answer = (ClientId: string, Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
    respond(ClientId, NAME, Session, { SOFTWARE_TOKEN_MFA_CODE })
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  const prefer = (UserPoolId: string, settings: object) =>
    root.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: 'jane', ...settings }))

  describe(`RespondToAuthChallenge: ${NAME}`, () => {
    test('asks for the code of the app by its name, and gives tokens for it', async () => {
      const { client, secret } = await place({ FriendlyDeviceName: "Jane's phone" })
      const begun = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(begun.ChallengeName, NAME)
      assert.equal(begun.AuthenticationResult, undefined)
      assert.deepEqual(begun.ChallengeParameters, {
        FRIENDLY_DEVICE_NAME: "Jane's phone",
        USER_ID_FOR_SRP: 'jane',
      })
      const answered = await answer(client, begun.Session, codeAt(secret, now))
      assert.deepEqual(answered.ChallengeParameters, {})
      assert.match(answered.AuthenticationResult?.AccessToken ?? '', /^ey/)
      await refuses(answer(client, begun.Session, codeAt(secret, now + STEP)), ...SPENT)
    })

    test('answered as a code that was sent is a wrong code, and keeps its session', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      for (const [name, response] of [
        ['SMS_MFA', 'SMS_MFA_CODE'],
        ['EMAIL_OTP', 'EMAIL_OTP_CODE'],
      ] as const) {
        const sent = respond(client, name, Session, { [response]: codeAt(secret, now) })
        await refuses(sent, 'CodeMismatchException', 'Invalid code or auth state for the user.')
      }
      assert.ok((await answer(client, Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('shows no name where none was given', async () => {
      const { client } = await place()
      const { ChallengeParameters } = await signIn(root, client, 'jane', PASSWORD)
      assert.deepEqual(ChallengeParameters, { USER_ID_FOR_SRP: 'jane' })
    })

    test('comes where MFA is optional once the user has activated it', async () => {
      const { pool, client, secret } = await place({ mfa: 'OPTIONAL' })
      assert.ok((await signIn(root, client, 'jane', PASSWORD)).AuthenticationResult)
      await prefer(pool, { SoftwareTokenMfaSettings: { Enabled: true } })
      const begun = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(begun.ChallengeName, NAME)
      assert.ok((await answer(client, begun.Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('follows a sign-in by SRP', async () => {
      const { pool, client, secret } = await place()
      const { responses } = await srpChallenge(root, pool, client, 'jane', PASSWORD, { now })
      const begun = await prove(root, client, responses)
      assert.equal(begun.ChallengeName, NAME)
      assert.ok((await answer(client, begun.Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('is chosen by SELECT_MFA_TYPE, or preferred to it', async () => {
      const attributes = { phone_number: '+12065550123' }
      const { pool, client, secret } = await place({ factors: 'st', attributes })
      const { ChallengeName, ChallengeParameters, Session } = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(ChallengeName, 'SELECT_MFA_TYPE')
      assert.equal(ChallengeParameters?.MFAS_CAN_CHOOSE, '["SMS_MFA","SOFTWARE_TOKEN_MFA"]')
      const chosen = await respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER: NAME })
      assert.equal(chosen.ChallengeName, NAME)
      assert.ok((await answer(client, chosen.Session, codeAt(secret, now))).AuthenticationResult)
      await prefer(pool, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } })
      assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, NAME)
    })

    test('goes on where the pool has stopped offering apps', async () => {
      const { pool, client, secret } = await place({ factors: 'st' })
      await setMfa(root, pool, 'ON', 's')
      const begun = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(begun.ChallengeName, NAME)
      assert.ok((await answer(client, begun.Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('asks for name, code and session', async () => {
      const { client } = await place()
      const missing = (member: string, call: Promise<unknown>) =>
        refuses(call, 'InvalidParameterException', `Missing required parameter ${member}`)
      const SOFTWARE_TOKEN_MFA_CODE = '123456'
      await missing('USERNAME', respond(client, NAME, undefined, { USERNAME: '', SOFTWARE_TOKEN_MFA_CODE }))
      await missing('SOFTWARE_TOKEN_MFA_CODE', respond(client, NAME, undefined, {}))
      await missing('Session', respond(client, NAME, undefined, { SOFTWARE_TOKEN_MFA_CODE }))
    })

    test('keeps the session after a wrong code of any form', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const code = codeAt(secret, now)
      for (const guess of [wrong(code), 'incorrect-code', `${code}0`, '２８７０８２'])
        await refuses(answer(client, Session, guess), ...MISMATCH)
      assert.ok((await answer(client, Session, code)).AuthenticationResult)
    })

    test('takes codes one step off, and none of two steps', async () => {
      for (const steps of [-2, 2, -1, 1]) {
        const { client, secret } = await place()
        passTime(2 * STEP) // so that the code of the step before was not used at the set-up
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const call = answer(client, Session, codeAt(secret, now + steps * STEP))
        if (Math.abs(steps) === 1) assert.ok((await call).AuthenticationResult)
        else await refuses(call, ...MISMATCH)
      }
    })

    test('takes the code of a step once, also one used at the set-up, and then none of an earlier step', async () => {
      const { client, secret } = await place()
      const first = await signIn(root, client, 'jane', PASSWORD)
      await refuses(answer(client, first.Session, codeAt(secret, now - STEP)), ...USED)
      assert.ok((await answer(client, first.Session, codeAt(secret, now + STEP))).AuthenticationResult)
      const second = await signIn(root, client, 'jane', PASSWORD)
      for (const steps of [1, 0])
        await refuses(answer(client, second.Session, codeAt(secret, now + steps * STEP)), ...USED)
      passTime(STEP)
      assert.ok((await answer(client, second.Session, codeAt(secret, now + STEP))).AuthenticationResult)
    })

    test('counts wrong codes with wrong passwords, and the password alone forgives none', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const code = codeAt(secret, now)
      for (let i = 0; i < 3; i++) await refuses(answer(client, Session, wrong(code)), ...MISMATCH)
      await signIn(root, client, 'jane', PASSWORD)
      const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.'] as const
      await refuses(signIn(root, client, 'jane', WRONG), ...INCORRECT)
      await refuses(answer(client, Session, wrong(code)), ...MISMATCH)
      await refuses(answer(client, Session, code), ...LOCKED)
      await refuses(signIn(root, client, 'jane', PASSWORD), ...LOCKED)
      passTime(1000)
      assert.ok((await answer(client, Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('does not count a code that was used before', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      for (let i = 0; i < 6; i++) await refuses(answer(client, Session, codeAt(secret, now - STEP)), ...USED)
      assert.ok((await answer(client, Session, codeAt(secret, now))).AuthenticationResult)
    })

    test('ends with the session', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      passTime(3 * MINUTE + 1)
      await refuses(
        answer(client, Session, codeAt(secret, now)),
        'NotAuthorizedException',
        'Invalid session for the user, session is expired.',
      )
    })

    test('takes no session of another challenge, user, client or pool', async () => {
      const { pool, client, secret } = await place({
        factors: 'ste',
        attributes: { email: 'jane@example.com' },
      })
      const elsewhere = await place()
      const { id: other } = await newClient(root, pool, HIDING)
      await newUser(root, pool, 'john', { email: 'john@example.com' })
      const choice = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(choice.ChallengeName, 'SELECT_MFA_TYPE')
      await refuses(answer(client, choice.Session, codeAt(secret, now)), ...INVALID)
      const mailed = await respond(client, 'SELECT_MFA_TYPE', choice.Session, { ANSWER: 'EMAIL_OTP' })
      await refuses(answer(client, mailed.Session, codeAt(secret, now)), ...INVALID)

      await setMfa(root, pool, 'ON', 't')
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const SOFTWARE_TOKEN_MFA_CODE = codeAt(secret, now)
      await refuses(respond(client, NAME, Session, { USERNAME: 'john', SOFTWARE_TOKEN_MFA_CODE }), ...INVALID)
      for (const through of [other, elsewhere.client])
        await refuses(answer(through, Session, SOFTWARE_TOKEN_MFA_CODE), ...INVALID)
      assert.ok((await answer(client, Session, SOFTWARE_TOKEN_MFA_CODE)).AuthenticationResult)
    })

    test('knows no token of a user who has lost it meanwhile', async () => {
      const { pool, client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      await root.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId: pool, Username: 'jane' }))
      await refuses(
        answer(client, Session, codeAt(secret, now)),
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA does not exist for the user.',
      )
      assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, 'MFA_SETUP')
    })

    test('takes no code of a token that was replaced meanwhile', async () => {
      const { client, secret, AccessToken } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const { SecretCode: next = '' } = await root.send(new AssociateSoftwareTokenCommand({ AccessToken }))
      await root.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: codeAt(next, now) }))
      await refuses(answer(client, Session, codeAt(secret, now)), ...MISMATCH)
      assert.ok((await answer(client, Session, codeAt(next, now + STEP))).AuthenticationResult)
    })

    test('gives no tokens once the user was disabled, has another password, or has given up the factor', async () => {
      const disabled = await place()
      const first = await signIn(root, disabled.client, 'jane', PASSWORD)
      await root.send(new AdminDisableUserCommand({ UserPoolId: disabled.pool, Username: 'jane' }))
      const code = codeAt(disabled.secret, now)
      await refuses(
        answer(disabled.client, first.Session, code),
        'NotAuthorizedException',
        'User is disabled.',
      )

      const renewed = await place()
      const second = await signIn(root, renewed.client, 'jane', PASSWORD)
      const password = { UserPoolId: renewed.pool, Username: 'jane', Password: 'Other-Horse-8' }
      await root.send(new AdminSetUserPasswordCommand({ ...password, Permanent: true }))
      await refuses(answer(renewed.client, second.Session, codeAt(renewed.secret, now)), ...INVALID)

      const changed = await place({ mfa: 'OPTIONAL', factors: 'te', attributes: { email: 'j@example.com' } })
      await prefer(changed.pool, { SoftwareTokenMfaSettings: { Enabled: true } })
      const third = await signIn(root, changed.client, 'jane', PASSWORD)
      await prefer(changed.pool, {
        SoftwareTokenMfaSettings: { Enabled: false },
        EmailMfaSettings: { Enabled: true },
      })
      await refuses(answer(changed.client, third.Session, codeAt(changed.secret, now)), ...INVALID)
    })

    test('is not replaced by a code for a contact that the user gives up meanwhile', async () => {
      const { pool, client } = await place({ factors: 'te', attributes: { email: 'jane@example.com' } })
      const choice = await signIn(root, client, 'jane', PASSWORD)
      const mailed = await respond(client, 'SELECT_MFA_TYPE', choice.Session, { ANSWER: 'EMAIL_OTP' })
      const [message] = await house.storage.stores.inbox.newest({ limit: 1, to: 'jane@example.com' })
      await setMfa(root, pool, 'ON', 't')
      const EMAIL_OTP_CODE = message?.code ?? assert.fail('no code')
      await refuses(respond(client, 'EMAIL_OTP', mailed.Session, { EMAIL_OTP_CODE }), ...INVALID)
    })

    test('is won by one of sixteen rivals with one session', async () => {
      const { client, secret } = await place()
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const code = codeAt(secret, now)
      const results = await Promise.allSettled(
        Array.from({ length: 16 }, () => answer(client, Session, code)),
      )
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    })

    test('is won by one of sixteen rivals with as many sessions: a code is used once', async () => {
      const { client, secret } = await place()
      const sessions: (string | undefined)[] = []
      for (let i = 0; i < 16; i++) sessions.push((await signIn(root, client, 'jane', PASSWORD)).Session)
      const code = codeAt(secret, now)
      const results = await Promise.allSettled(sessions.map((session) => answer(client, session, code)))
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      for (const result of results) {
        if (result.status === 'rejected') assert.equal(result.reason.name, USED[0])
      }
    })
  })
}
