import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { type Attributes, inviteUser, newClient, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import { chooseNewPassword, HIDING, prove, signIn, srpChallenge, WRONG } from './fixtures.ts'

const INVALID = 'Invalid session for the user.'
const USED = 'Invalid session for the user, session can only be used once.'
const MISMATCH = ['CodeMismatchException', 'Invalid code or auth state for the user.'] as const
const TOO_MANY = ['TooManyRequestsException', 'Too many requests'] as const
const LOCKED = ['NotAuthorizedException', 'Password attempts exceeded'] as const

/** One factor by a code, as its challenge shows it. */
const FACTORS = [
  {
    name: 'SMS_MFA',
    offered: 's',
    answer: 'SMS_MFA_CODE',
    attribute: 'phone_number',
    medium: 'SMS',
    to: '+12065550123',
    masked: '+*******0123',
  },
  {
    name: 'EMAIL_OTP',
    offered: 'e',
    answer: 'EMAIL_OTP_CODE',
    attribute: 'email',
    medium: 'EMAIL',
    to: 'jane@example.com',
    masked: 'j***@e***',
  },
] as const

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const database = newAddress()
  let house: Poolhouse
  let root: CognitoIdentityProviderClient

  before(async () => {
    house = await startPoolhouse({ database, clock: tickingClock() })
    root = house.client()
  })
  after(() => house.close())

  /** A pool that demands one of these factors, and a user in it. */
  async function place(
    factors: OfferedFactors,
    attributes: Attributes,
    { invited = false, settings = {} }: { invited?: boolean; settings?: object } = {},
  ) {
    const pool = await newMfaPool(root, 'ON', factors)
    const { id: client } = await newClient(root, pool, { ...HIDING, ...settings })
    const sub = await (invited ? inviteUser : newUser)(root, pool, 'jane', attributes)
    return { pool, client, sub }
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

  async function codeTo(to: string, pool: string): Promise<string> {
    const messages = await house.storage.stores.inbox.newest({ limit: 100, to })
    return messages.find(({ userPoolId }) => userPoolId === pool)?.code ?? assert.fail('no code was sent')
  }

  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  async function attributesOf(UserPoolId: string): Promise<Record<string, string | undefined>> {
    const { UserAttributes = [] } = await root.send(new AdminGetUserCommand({ UserPoolId, Username: 'jane' }))
    return Object.fromEntries(UserAttributes.map(({ Name = '', Value }) => [Name, Value]))
  }

  for (const { name, offered, answer, attribute, medium, to, masked } of FACTORS) {
    describe(`RespondToAuthChallenge: ${name}`, () => {
      test('asks for the code that went to the user, gives tokens for it, and verifies the contact', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { ChallengeName, ChallengeParameters, Session, AuthenticationResult } = await signIn(
          root,
          client,
          'jane',
          PASSWORD,
        )
        assert.equal(ChallengeName, name)
        assert.equal(AuthenticationResult, undefined)
        assert.deepEqual(ChallengeParameters, {
          CODE_DELIVERY_DELIVERY_MEDIUM: medium,
          CODE_DELIVERY_DESTINATION: masked,
          USER_ID_FOR_SRP: 'jane',
        })
        const code = await codeTo(to, pool)
        assert.match(code, /^\d{6}$/)
        const answered = await respond(client, name, Session, { [answer]: code })
        assert.deepEqual(answered.ChallengeParameters, {})
        assert.match(answered.AuthenticationResult?.AccessToken ?? '', /^ey/)
        assert.equal((await attributesOf(pool))[`${attribute}_verified`], 'true')
        await refuses(respond(client, name, Session, { [answer]: code }), 'NotAuthorizedException', USED)
      })

      test('follows a sign-in by SRP and one by an administrator', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { responses } = await srpChallenge(root, pool, client, 'jane', PASSWORD)
        assert.equal((await prove(root, client, responses)).ChallengeName, name)
        const AuthParameters = { USERNAME: 'jane', PASSWORD }
        const begun = await root.send(
          new AdminInitiateAuthCommand({
            UserPoolId: pool,
            ClientId: client,
            AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
            AuthParameters,
          }),
        )
        assert.equal(begun.ChallengeName, name)
      })

      test('comes after the new password of an invited user', async () => {
        const { pool, client } = await place(offered, { [attribute]: to }, { invited: true })
        const { Session } = await signIn(root, client, 'jane', TEMPORARY)
        const chosen = await chooseNewPassword(root, client, Session, {
          USERNAME: 'jane',
          NEW_PASSWORD: PASSWORD,
        })
        assert.equal(chosen.ChallengeName, name)
        const code = await codeTo(to, pool)
        const { AuthenticationResult } = await respond(client, name, chosen.Session, { [answer]: code })
        assert.ok(AuthenticationResult)
      })

      test('keeps the session after a wrong code of any form', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        for (const guess of [wrong(code), 'incorrect-code', `${code}0`])
          await refuses(respond(client, name, Session, { [answer]: guess }), ...MISMATCH)
        assert.ok((await respond(client, name, Session, { [answer]: code })).AuthenticationResult)
      })

      test('asks for name, code and session', async () => {
        const { client } = await place(offered, { [attribute]: to })
        const missing = (member: string, call: Promise<unknown>) =>
          refuses(call, 'InvalidParameterException', `Missing required parameter ${member}`)
        await missing('USERNAME', respond(client, name, undefined, { USERNAME: '', [answer]: '1' }))
        await missing(answer, respond(client, name, undefined, {}))
        await missing('Session', respond(client, name, undefined, { [answer]: '123456' }))
      })

      test('counts wrong codes with wrong passwords, and the password alone forgives none', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        const guess = () => respond(client, name, Session, { [answer]: wrong(code) })
        for (let i = 0; i < 3; i++) await refuses(guess(), ...MISMATCH)
        await signIn(root, client, 'jane', PASSWORD)
        await refuses(
          signIn(root, client, 'jane', WRONG),
          'NotAuthorizedException',
          'Incorrect username or password.',
        )
        await refuses(guess(), ...MISMATCH)
        await refuses(respond(client, name, Session, { [answer]: code }), ...LOCKED)
        await refuses(signIn(root, client, 'jane', PASSWORD), ...LOCKED)
        house.passTime(2000)
        assert.ok((await respond(client, name, Session, { [answer]: code })).AuthenticationResult)
        await refuses(
          signIn(root, client, 'jane', WRONG),
          'NotAuthorizedException',
          'Incorrect username or password.',
        )
        assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, name)
      })

      test('takes the code for the session that it was sent for, and for no other', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const first = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        const second = await signIn(root, client, 'jane', PASSWORD)
        const another = await codeTo(to, pool)
        if (another !== code)
          await refuses(respond(client, name, second.Session, { [answer]: code }), ...MISMATCH)
        assert.ok((await respond(client, name, first.Session, { [answer]: code })).AuthenticationResult)
        assert.ok((await respond(client, name, second.Session, { [answer]: another })).AuthenticationResult)
      })

      test('ends with the session', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        house.passTime(3 * MINUTE + 1)
        await refuses(
          respond(client, name, Session, { [answer]: code }),
          'NotAuthorizedException',
          'Invalid session for the user, session is expired.',
        )
      })

      test('is void once the user has another contact or password', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        const Value = name === 'SMS_MFA' ? '+12065550199' : 'other@example.com'
        await root.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId: pool,
            Username: 'jane',
            UserAttributes: [{ Name: attribute, Value }],
          }),
        )
        await refuses(respond(client, name, Session, { [answer]: code }), ...MISMATCH)
        const again = await signIn(root, client, 'jane', PASSWORD)
        const fresh = await codeTo(Value, pool)
        await root.send(
          new AdminSetUserPasswordCommand({
            UserPoolId: pool,
            Username: 'jane',
            Password: WRONG,
            Permanent: true,
          }),
        )
        const late = respond(client, name, again.Session, { [answer]: fresh })
        await refuses(late, 'NotAuthorizedException', INVALID)
      })

      test('is refused for another user, client and pool', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { id: other } = await newClient(root, pool)
        const elsewhere = await place(offered, { [attribute]: to })
        await newUser(root, pool, 'john', {})
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = { [answer]: await codeTo(to, pool) }
        for (const [through, answers] of [
          [client, { ...code, USERNAME: 'john' }],
          [client, { ...code, USERNAME: 'nobody' }],
          [other, code],
          [elsewhere.client, code],
        ] as const)
          await refuses(respond(through, name, Session, answers), 'NotAuthorizedException', INVALID)
        assert.ok((await respond(client, name, Session, code)).AuthenticationResult)
      })

      test('is won by one of sixteen rivals', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        const calls = Array.from({ length: 16 }, () => respond(client, name, Session, { [answer]: code }))
        const results = await Promise.allSettled(calls)
        assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
      })
    })
  }

  test('a session of one factor that is answered with another is no good code', async () => {
    const { client } = await place('se', { phone_number: '+12065550123' })
    const { Session, ChallengeName } = await signIn(root, client, 'jane', PASSWORD)
    assert.equal(ChallengeName, 'SMS_MFA')
    await refuses(respond(client, 'EMAIL_OTP', Session, { EMAIL_OTP_CODE: '123456' }), ...MISMATCH)
  })

  describe('RespondToAuthChallenge: SELECT_MFA_TYPE', () => {
    const both = { phone_number: '+12065550123', email: 'jane@example.com' }

    test('lets the user choose between the factors that can be used', async () => {
      const { pool, client } = await place('ste', both)
      const { ChallengeName, ChallengeParameters, Session } = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(ChallengeName, 'SELECT_MFA_TYPE')
      assert.deepEqual(ChallengeParameters, {
        MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]',
        USER_ID_FOR_SRP: 'jane',
      })
      for (const ANSWER of ['SOFTWARE_TOKEN_MFA', 'PASSWORD', 'sms_mfa']) {
        const text = 'Invalid ANSWER: the user has no such second factor.'
        await refuses(
          respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER }),
          'InvalidParameterException',
          text,
        )
      }
      const chosen = await respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER: 'SMS_MFA' })
      assert.equal(chosen.ChallengeName, 'SMS_MFA')
      await refuses(
        respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' }),
        'NotAuthorizedException',
        USED,
      )
      const SMS_MFA_CODE = await codeTo(both.phone_number, pool)
      const { AuthenticationResult } = await respond(client, 'SMS_MFA', chosen.Session, { SMS_MFA_CODE })
      assert.ok(AuthenticationResult)
    })

    test('knows the e-mail factor by both of its names', async () => {
      const { client } = await place('se', both)
      for (const ANSWER of ['EMAIL_OTP', 'EMAIL_MFA']) {
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const chosen = await respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER })
        assert.equal(chosen.ChallengeName, 'EMAIL_OTP')
      }
    })

    test('offers what the pool offers at the moment of the answer', async () => {
      const { pool, client } = await place('se', both)
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      await setMfa(root, pool, 'ON', 'e')
      await refuses(
        respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER: 'SMS_MFA' }),
        'InvalidParameterException',
        'Invalid ANSWER: the user has no such second factor.',
      )
      const chosen = await respond(client, 'SELECT_MFA_TYPE', Session, { ANSWER: 'EMAIL_OTP' })
      assert.equal(chosen.ChallengeName, 'EMAIL_OTP')
    })
  })

  describe('a contact that an invited user gives with the new password', () => {
    const phone_number = '+12065550123'
    const email = 'mallory@example.com'
    const answers = { USERNAME: 'jane', NEW_PASSWORD: PASSWORD, 'userAttributes.email': email }

    test('is refused if it would be another second factor than that of the user', async () => {
      const { pool, client } = await place('se', { phone_number }, { invited: true })
      const { Session } = await signIn(root, client, 'jane', TEMPORARY)
      await refuses(
        chooseNewPassword(root, client, Session, answers),
        'NotAuthorizedException',
        'An address or number that is another second factor can only be added once the user has signed in.',
      )
      const { 'userAttributes.email': _, ...withoutContact } = answers
      const chosen = await chooseNewPassword(root, client, Session, withoutContact)
      assert.equal(chosen.ChallengeName, 'SMS_MFA')
      assert.equal((await attributesOf(pool)).email, undefined)
    })

    test('is taken where it is no second factor, or the first one', async () => {
      const none = await place('s', { phone_number }, { invited: true })
      const one = await place('se', {}, { invited: true })
      for (const [{ client }, next] of [
        [none, 'SMS_MFA'],
        [one, 'EMAIL_OTP'],
      ] as const) {
        const { Session } = await signIn(root, client, 'jane', TEMPORARY)
        const chosen = await chooseNewPassword(root, client, Session, answers)
        assert.equal(chosen.ChallengeName, next)
      }
    })

    test('comes after the second factor of the user if the pool requires it', async () => {
      const Schema = [{ Name: 'email', Required: true, Mutable: true }]
      const pool = await newMfaPool(root, 'ON', 'se', { Schema })
      const { id: client } = await newClient(root, pool)
      await inviteUser(root, pool, 'jane', { phone_number })
      const begun = await signIn(root, client, 'jane', TEMPORARY)
      assert.equal(begun.ChallengeName, 'SMS_MFA')
      const SMS_MFA_CODE = await codeTo(phone_number, pool)
      const proven = await respond(client, 'SMS_MFA', begun.Session, { SMS_MFA_CODE })
      assert.equal(proven.ChallengeName, 'NEW_PASSWORD_REQUIRED')
      const { AuthenticationResult } = await chooseNewPassword(root, client, proven.Session, answers)
      assert.ok(AuthenticationResult)
      assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, 'SELECT_MFA_TYPE')
    })
  })

  // These let an hour pass, after which the proofs of SRP in the tests above would be too old.
  for (const { name, offered, answer, attribute, to } of FACTORS) {
    describe(name, () => {
      test('looks at twenty wrong codes in an hour, even if the user signs in between them', async () => {
        const { pool, client } = await place(offered, { [attribute]: to })
        const { Session } = await signIn(root, client, 'jane', PASSWORD)
        const code = await codeTo(to, pool)
        const guess = () => respond(client, name, Session, { [answer]: wrong(code) })
        for (let round = 0; round < 5; round++) {
          for (let i = 0; i < 4; i++) await refuses(guess(), ...MISMATCH)
          const between = await signIn(root, client, 'jane', PASSWORD)
          const right = { [answer]: await codeTo(to, pool) }
          if (round < 4) assert.ok((await respond(client, name, between.Session, right)).AuthenticationResult)
          else await refuses(respond(client, name, between.Session, right), ...TOO_MANY)
        }
        house.passTime(2 * MINUTE)
        await refuses(guess(), ...TOO_MANY)
        await refuses(respond(client, name, Session, { [answer]: code }), ...TOO_MANY)
        house.passTime(HOUR)
        const later = await signIn(root, client, 'jane', PASSWORD)
        const right = { [answer]: await codeTo(to, pool) }
        assert.ok((await respond(client, name, later.Session, right)).AuthenticationResult)
      })
    })
  }
}
