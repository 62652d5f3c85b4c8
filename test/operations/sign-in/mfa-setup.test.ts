import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDeleteSoftwareTokenCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AssociateSoftwareTokenCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  DeleteUserPoolClientCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { type Attributes, inviteUser, newClient, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { chooseNewPassword, HIDING, signIn } from './fixtures.ts'

// MFA_SETUP, and AssociateSoftwareToken and VerifySoftwareToken with its sessions.

const INVALID = ['NotAuthorizedException', 'Invalid session for the user.'] as const
const SPENT = [
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
] as const
const WRONG_CODE = ['EnableSoftwareTokenMFAException', 'Code mismatch'] as const
const RIVALS = 16

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

  async function place(
    factors: OfferedFactors,
    attributes: Attributes = {},
    invited = false,
    settings: Parameters<typeof newMfaPool>[3] = {},
  ) {
    const pool = await newMfaPool(root, 'ON', factors, settings)
    const { id: client } = await newClient(root, pool, HIDING)
    const sub = await (invited ? inviteUser : newUser)(root, pool, 'jane', attributes)
    return { pool, client, sub }
  }

  /** The session of a sign-in that has come to MFA_SETUP. */
  async function begun(client: string): Promise<string> {
    const { ChallengeName, Session } = await signIn(root, client, 'jane', PASSWORD)
    assert.equal(ChallengeName, 'MFA_SETUP')
    return Session ?? assert.fail('no session')
  }

  async function associate(session: string | undefined) {
    const { SecretCode, Session } = await root.send(new AssociateSoftwareTokenCommand({ Session: session }))
    return { secret: SecretCode ?? assert.fail('no secret'), session: Session ?? assert.fail('no session') }
  }

  const verify = (Session: string, UserCode: string, FriendlyDeviceName?: string) =>
    root.send(new VerifySoftwareTokenCommand({ Session, UserCode, FriendlyDeviceName }))

  function respond(
    ClientId: string,
    ChallengeName: ChallengeNameType,
    Session: string | undefined,
    answers: Record<string, string> = {},
  ) {
    const ChallengeResponses = { USERNAME: 'jane', ...answers }
    return root.send(
      new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
    )
  }

  const setUp = (client: string, Session: string | undefined, answers: Record<string, string> = {}) =>
    respond(client, 'MFA_SETUP', Session, answers)
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

  /** A session that has verified an authenticator app. */
  async function verified(client: string) {
    const { secret, session } = await associate(await begun(client))
    const { Session } = await verify(session, codeAt(secret, now))
    return { secret, session: Session ?? assert.fail('no session') }
  }

  async function attributesOf(UserPoolId: string): Promise<Record<string, string | undefined>> {
    const { UserAttributes = [] } = await root.send(new AdminGetUserCommand({ UserPoolId, Username: 'jane' }))
    return Object.fromEntries(UserAttributes.map(({ Name = '', Value }) => [Name, Value]))
  }

  async function codeTo(to: string, pool: string): Promise<string> {
    const messages = await house.storage.stores.inbox.newest({ limit: 100, to })
    return messages.find(({ userPoolId }) => userPoolId === pool)?.code ?? assert.fail('no code was sent')
  }

  describe('RespondToAuthChallenge: MFA_SETUP', () => {
    test('lists what the pool offers, and comes after the new password of an invited user', async () => {
      for (const [factors, listed] of [
        ['t', '["SOFTWARE_TOKEN_MFA"]'],
        ['ste', '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]'],
      ] as const) {
        const { client } = await place(factors)
        const { ChallengeName, ChallengeParameters } = await signIn(root, client, 'jane', PASSWORD)
        assert.equal(ChallengeName, 'MFA_SETUP')
        assert.deepEqual(ChallengeParameters, { MFAS_CAN_SETUP: listed, USER_ID_FOR_SRP: 'jane' })
      }
      const { client } = await place('t', {}, true)
      const { Session } = await signIn(root, client, 'jane', TEMPORARY)
      const chosen = await chooseNewPassword(root, client, Session, {
        USERNAME: 'jane',
        NEW_PASSWORD: PASSWORD,
      })
      assert.equal(chosen.ChallengeName, 'MFA_SETUP')
    })

    test('asks for name and session', async () => {
      const { client } = await place('t')
      const missing = (member: string, call: Promise<unknown>) =>
        refuses(call, 'InvalidParameterException', `Missing required parameter ${member}`)
      await missing('USERNAME', setUp(client, await begun(client), { USERNAME: '' }))
      await missing('Session', setUp(client, undefined))
    })
  })

  describe('setting up an authenticator app', () => {
    test('takes a secret, its first code and the challenge, each with a new session', async () => {
      const { pool, client } = await place('t')
      const first = await begun(client)
      const { secret, session: second } = await associate(first)
      assert.match(secret, /^[A-Z2-7]{52}$/)
      const answer = await verify(second, codeAt(secret, now), 'phone')
      assert.equal(answer.Status, 'SUCCESS')
      const third = answer.Session ?? assert.fail('no session')
      assert.equal(new Set([first, second, third]).size, 3)
      const { ChallengeParameters, AuthenticationResult } = await setUp(client, third)
      assert.deepEqual(ChallengeParameters, {})
      assert.ok(AuthenticationResult?.AccessToken)
      const user = await root.send(new AdminGetUserCommand({ UserPoolId: pool, Username: 'jane' }))
      assert.equal(user.UserMFASettingList, undefined)
      const next = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(next.ChallengeName, 'SOFTWARE_TOKEN_MFA')
      assert.equal(next.ChallengeParameters?.FRIENDLY_DEVICE_NAME, 'phone')
      await refuses(associate(first), ...SPENT)
      await refuses(verify(second, codeAt(secret, now)), ...SPENT)
      await refuses(setUp(client, third), ...SPENT)
    })

    test('counts once the code is verified, though the challenge is never answered', async () => {
      const { client } = await place('t')
      const { secret } = await verified(client)
      const { ChallengeName, Session } = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(ChallengeName, 'SOFTWARE_TOKEN_MFA')
      const used = { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) }
      await refuses(
        respond(client, 'SOFTWARE_TOKEN_MFA', Session, used),
        'ExpiredCodeException',
        'Your software token has already been used once.',
      )
      passTime(STEP)
      const fresh = { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) }
      assert.ok((await respond(client, 'SOFTWARE_TOKEN_MFA', Session, fresh)).AuthenticationResult)
    })

    test('bears a code in the answer to the challenge', async () => {
      const { client } = await place('t')
      const { session } = await verified(client)
      assert.ok((await setUp(client, session, { SOFTWARE_TOKEN_MFA_CODE: '123456' })).AuthenticationResult)
    })

    test('keeps the session after a wrong code, which counts as a failed sign-in', async () => {
      const { client } = await place('t')
      const { secret, session } = await associate(await begun(client))
      const code = codeAt(secret, now)
      for (let i = 0; i < 5; i++) await refuses(verify(session, wrong(code)), ...WRONG_CODE)
      const LOCKED = ['NotAuthorizedException', 'Password attempts exceeded'] as const
      await refuses(verify(session, code), ...LOCKED)
      await refuses(signIn(root, client, 'jane', PASSWORD), ...LOCKED)
      passTime(1000)
      assert.equal((await verify(session, codeAt(secret, now))).Status, 'SUCCESS')
    })

    test('keeps the session after a code that has no digits', async () => {
      const { client } = await place('t')
      const { secret, session } = await associate(await begun(client))
      const error = await verify(session, 'abcdef').catch((thrown: Error) => thrown)
      assert.equal((error as Error).name, 'InvalidParameterException')
      assert.equal((await verify(session, codeAt(secret, now))).Status, 'SUCCESS')
    })

    test('can be begun again with the session of the secret', async () => {
      const { client } = await place('t')
      const former = await associate(await begun(client))
      const { secret, session } = await associate(former.session)
      await refuses(verify(session, codeAt(former.secret, now)), ...WRONG_CODE)
      assert.equal((await verify(session, codeAt(secret, now))).Status, 'SUCCESS')
    })

    test('goes step by step: a session serves for no other step', async () => {
      const { client } = await place('t')
      const first = await begun(client)
      await refuses(verify(first, '000000'), ...INVALID)
      const { secret, session } = await associate(first)
      const { Session } = await verify(session, codeAt(secret, now))
      await refuses(associate(Session), ...INVALID)
      await refuses(verify(Session ?? '', '000000'), ...INVALID)
      for (const name of ['SOFTWARE_TOKEN_MFA', 'SELECT_MFA_TYPE', 'NEW_PASSWORD_REQUIRED'] as const) {
        const answers = {
          SOFTWARE_TOKEN_MFA_CODE: '123456',
          ANSWER: 'SMS_MFA',
          NEW_PASSWORD: 'Other-Horse-8',
        }
        await refuses(respond(client, name, Session, answers), ...INVALID)
      }
      assert.ok((await setUp(client, Session)).AuthenticationResult)
    })

    test('gives no tokens before the code is verified, and spends the session', async () => {
      const { client } = await place('t')
      const first = await begun(client)
      await refuses(setUp(client, first), ...INVALID)
      await refuses(associate(first), ...SPENT)
      const { secret, session } = await associate(await begun(client))
      await refuses(setUp(client, session, { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) }), ...INVALID)
      await refuses(verify(session, codeAt(secret, now)), ...SPENT)
    })

    test('takes no session of another challenge, user, client or pool', async () => {
      const { pool, client } = await place('st', { phone_number: '+12065550123' })
      const { ChallengeName, Session } = await signIn(root, client, 'jane', PASSWORD)
      assert.equal(ChallengeName, 'SMS_MFA')
      await refuses(associate(Session), ...INVALID)
      await setMfa(root, pool, 'ON', 't')
      const elsewhere = await place('t')
      const { id: other } = await newClient(root, pool, HIDING)
      await newUser(root, pool, 'john')
      const { session } = await verified(client)
      await refuses(setUp(client, session, { USERNAME: 'john' }), ...INVALID)
      for (const through of [other, elsewhere.client]) await refuses(setUp(through, session), ...INVALID)
      assert.ok((await setUp(client, session)).AuthenticationResult)
    })

    test('takes no session that was forged', async () => {
      const { client } = await place('t')
      const { client: other } = await place('t')
      const session = await begun(client)
      const foreign = Buffer.from(session, 'base64url')
      foreign.write(other, 1, 'latin1')
      const flipped = Buffer.from(session, 'base64url')
      flipped[400] = (flipped[400] ?? 0) ^ 1
      const texts = [
        foreign.toString('base64url'),
        flipped.toString('base64url'),
        `${session}A`,
        session.slice(0, -4),
        'A'.repeat(826),
        Buffer.from(`${String.fromCharCode(client.length)}${client}`, 'latin1').toString('base64url'),
      ]
      for (const text of texts) await refuses(associate(text), ...INVALID)
      assert.ok((await associate(session)).secret)
    })

    test('ends with the session', async () => {
      const { client } = await place('t')
      const EXPIRED = ['NotAuthorizedException', 'Invalid session for the user, session is expired.'] as const
      const first = await begun(client)
      passTime(3 * MINUTE + 1)
      await refuses(associate(first), ...EXPIRED)
      const { secret, session } = await associate(await begun(client))
      passTime(3 * MINUTE)
      const { Session } = await verify(session, codeAt(secret, now))
      passTime(3 * MINUTE + 1)
      await refuses(setUp(client, Session), ...EXPIRED)
    })

    test('ends once the user has got another second factor meanwhile', async () => {
      const { pool, client } = await place('te')
      const rival = await begun(client)
      const pending = await associate(await begun(client))
      const UserAttributes = [{ Name: 'email', Value: 'jane@example.com' }]
      await root.send(
        new AdminUpdateUserAttributesCommand({ UserPoolId: pool, Username: 'jane', UserAttributes }),
      )
      await refuses(associate(rival), ...INVALID)
      await refuses(verify(pending.session, codeAt(pending.secret, now)), ...INVALID)
      assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, 'EMAIL_OTP')
    })

    test('does not replace an app that was set up meanwhile', async () => {
      const { client } = await place('t')
      const rival = await begun(client)
      const { secret, session } = await verified(client)
      await refuses(associate(rival), ...INVALID)
      assert.ok((await setUp(client, session)).AuthenticationResult)
      passTime(STEP)
      const { Session } = await signIn(root, client, 'jane', PASSWORD)
      const answer = { SOFTWARE_TOKEN_MFA_CODE: codeAt(secret, now) }
      assert.ok((await respond(client, 'SOFTWARE_TOKEN_MFA', Session, answer)).AuthenticationResult)
    })

    test('ends once the app is deleted, even if another one is set up then', async () => {
      const { pool, client } = await place('t')
      const first = await verified(client)
      await root.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId: pool, Username: 'jane' }))
      await refuses(setUp(client, first.session), ...INVALID)
      const second = await verified(client)
      await refuses(setUp(client, first.session), ...INVALID)
      assert.ok((await setUp(client, second.session)).AuthenticationResult)
    })

    test('ends once the user is disabled or has another password', async () => {
      const { pool, client } = await place('t', { email: 'jane@example.com', email_verified: 'true' })
      const user = { UserPoolId: pool, Username: 'jane' }
      const renewed = { ...user, Password: PASSWORD, Permanent: true }
      const pending = await associate(await begun(client))
      await root.send(new AdminSetUserPasswordCommand(renewed))
      await refuses(verify(pending.session, codeAt(pending.secret, now)), ...INVALID)
      const again = await begun(client)
      await root.send(new AdminResetUserPasswordCommand(user))
      await refuses(associate(again), ...INVALID)
      await root.send(new AdminSetUserPasswordCommand(renewed))
      const { session } = await verified(client)
      await root.send(new AdminDisableUserCommand(user))
      await refuses(setUp(client, session), 'NotAuthorizedException', 'User is disabled.')
      await refuses(associate(again), ...INVALID)
    })

    test('ends once the pool offers apps no more, or the client is gone', async () => {
      const { pool, client } = await place('st')
      const session = await begun(client)
      await setMfa(root, pool, 'ON', 's')
      await refuses(
        associate(session),
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA has not been enabled by the userPool',
      )
      await setMfa(root, pool, 'ON', 'st')
      await root.send(new DeleteUserPoolClientCommand({ UserPoolId: pool, ClientId: client }))
      await refuses(associate(session), ...INVALID)
    })

    test('is done at each step by one of sixteen rivals', async () => {
      const { client } = await place('t')
      const winner = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
        const results = await Promise.allSettled(Array.from({ length: RIVALS }, call))
        const won = results.filter((result) => result.status === 'fulfilled')
        assert.equal(won.length, 1)
        return won[0]?.value ?? assert.fail('nobody won')
      }
      const first = await begun(client)
      const { secret, session } = await winner(() => associate(first))
      const { Session } = await winner(() => verify(session, codeAt(secret, now)))
      await winner(() => setUp(client, Session))
    })

    test('is done by one of sixteen sign-ins at once', async () => {
      const { client } = await place('t')
      const sessions = await Promise.all(Array.from({ length: RIVALS }, () => begun(client)))
      const pending: Awaited<ReturnType<typeof associate>>[] = []
      for (const session of sessions) pending.push(await associate(session))
      const { secret } = pending.at(-1) ?? assert.fail('no secret')
      const code = codeAt(secret, now)
      const results = await Promise.allSettled(pending.map(({ session }) => verify(session, code)))
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    })
  })

  for (const { name, offered, keys, value, answer, attribute, medium, masked } of [
    {
      name: 'EMAIL_OTP',
      offered: 'te',
      keys: ['EMAIL', 'email'],
      value: 'jane@example.com',
      answer: 'EMAIL_OTP_CODE',
      attribute: 'email',
      medium: 'EMAIL',
      masked: 'j***@e***',
    },
    {
      name: 'SMS_MFA',
      offered: 'st',
      keys: ['PHONE_NUMBER', 'phone_number'],
      value: '+12065550123',
      answer: 'SMS_MFA_CODE',
      attribute: 'phone_number',
      medium: 'SMS',
      masked: '+*******0123',
    },
  ] as const) {
    describe(`setting up ${name}`, () => {
      test('takes a code that goes to the contact, which becomes the user’s', async () => {
        for (const key of keys) {
          const { pool, client } = await place(offered)
          const first = await begun(client)
          const sent = await setUp(client, first, { [key]: value })
          assert.equal(sent.ChallengeName, name)
          assert.deepEqual(sent.ChallengeParameters, {
            CODE_DELIVERY_DELIVERY_MEDIUM: medium,
            CODE_DELIVERY_DESTINATION: masked,
            USER_ID_FOR_SRP: 'jane',
          })
          assert.equal((await attributesOf(pool))[attribute], undefined)
          const code = await codeTo(value, pool)
          const { AuthenticationResult } = await respond(client, name, sent.Session, { [answer]: code })
          assert.ok(AuthenticationResult)
          const attributes = await attributesOf(pool)
          assert.equal(attributes[attribute], value)
          assert.equal(attributes[`${attribute}_verified`], 'true')
          await refuses(setUp(client, first, { [key]: value }), ...SPENT)
          assert.equal((await signIn(root, client, 'jane', PASSWORD)).ChallengeName, name)
        }
      })

      test('keeps the session after a wrong code, and the user without the contact', async () => {
        const { pool, client } = await place(offered)
        const { Session } = await setUp(client, await begun(client), { [keys[0]]: value })
        const code = await codeTo(value, pool)
        await refuses(
          respond(client, name, Session, { [answer]: wrong(code) }),
          'CodeMismatchException',
          'Invalid code or auth state for the user.',
        )
        assert.equal((await attributesOf(pool))[attribute], undefined)
        assert.ok((await respond(client, name, Session, { [answer]: code })).AuthenticationResult)
      })

      test('refuses a malformed contact, and one that the pool does not offer, and spends the session', async () => {
        const { client } = await place(offered)
        const session = await begun(client)
        const call = setUp(client, session, { [keys[0]]: 'nonsense' })
        const error = await call.catch((thrown: Error) => thrown)
        assert.equal((error as Error).name, 'InvalidParameterException')
        await refuses(setUp(client, session, { [keys[0]]: value }), ...SPENT)
        const elsewhere = await place('t')
        const other = await begun(elsewhere.client)
        await refuses(setUp(elsewhere.client, other, { [keys[0]]: value }), ...INVALID)
        await refuses(associate(other), ...SPENT)
      })

      test('takes no contact that the schema of the pool does not', async () => {
        const limits = { StringAttributeConstraints: { MaxLength: '5' } }
        for (const [rule, violation] of [
          [limits, 'String must be no longer than 5 characters'],
          [{ Mutable: false }, 'Attribute cannot be updated.'],
        ] as const) {
          const Schema = [{ Name: attribute, AttributeDataType: 'String' as const, Mutable: true, ...rule }]
          const { pool, client } = await place(offered, {}, false, { Schema })
          const call = setUp(client, await begun(client), { [keys[0]]: value })
          await refuses(call, 'InvalidParameterException', `user.${attribute}: ${violation}\n`)
          assert.equal((await attributesOf(pool))[attribute], undefined)
        }
      })

      test('ends once the user has got another second factor meanwhile', async () => {
        const { pool, client } = await place(offered)
        const { Session } = await setUp(client, await begun(client), { [keys[0]]: value })
        const code = await codeTo(value, pool)
        const { secret, session } = await verified(client)
        assert.ok((await setUp(client, session)).AuthenticationResult)
        await refuses(respond(client, name, Session, { [answer]: code }), ...INVALID)
        assert.equal((await attributesOf(pool))[attribute], undefined)
        assert.ok(secret)
      })

      test('does not take the contact of another user who signs in by it', async () => {
        const settings = { AliasAttributes: [attribute] }
        const { pool, client } = await place(offered, {}, false, settings)
        await newUser(root, pool, 'john', { [attribute]: value, [`${attribute}_verified`]: 'true' })
        const { Session } = await setUp(client, await begun(client), { [keys[0]]: value })
        const code = await codeTo(value, pool)
        await refuses(
          respond(client, name, Session, { [answer]: code }),
          'AliasExistsException',
          `An account with the given ${attribute} already exists.`,
        )
        assert.equal((await attributesOf(pool))[attribute], undefined)
      })

      test('is possible after a secret was asked for', async () => {
        const { client } = await place(offered)
        const { session } = await associate(await begun(client))
        assert.equal((await setUp(client, session, { [keys[0]]: value })).ChallengeName, name)
      })
    })
  }
}
