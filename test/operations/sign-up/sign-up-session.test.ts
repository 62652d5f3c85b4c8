import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { forEachAddress } from '../../support/databases.ts'
import { HIDING, type Journeys, named, useJourneys, VERIFY_BOTH, wrong } from '../../support/journeys.ts'
import { newMfaPool } from '../../support/mfa.ts'
import { PASSWORD } from '../../support/pools.ts'

const INVALID = ['NotAuthorizedException', 'Invalid session for the user.']
const USED = ['NotAuthorizedException', 'Invalid session for the user, session can only be used once.']
const EXPIRED = ['NotAuthorizedException', 'Invalid session for the user, session is expired.']

const CODES = {
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
}
const USER_AUTH = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] }

forEachAddress(suite, ['SQLite in memory', 'PostgreSQL'])

function suite(newAddress: Parameters<Parameters<typeof forEachAddress>[0]>[0]): void {
  const it = useJourneys({ database: newAddress() })
  let pool: string
  let client: string
  let serial = 0

  before(async () => {
    pool = await it.newPool({ ...VERIFY_BOTH, ...CODES })
    client = await it.newClient(pool, USER_AUTH)
  })

  /** A user who has just signed up, with the code. */
  async function newcomer(ClientId = client, Password?: string) {
    const Username = `newcomer-${serial++}`
    const email = `${Username}@example.com`
    const UserAttributes = [{ Name: 'email', Value: email }]
    const { Session, UserConfirmed } = await it.ok('SignUp', { ClientId, Username, Password, UserAttributes })
    assert.equal(UserConfirmed, false)
    return { ClientId, Username, Session, email, code: await it.codeTo(email) }
  }

  type Newcomer = Awaited<ReturnType<typeof newcomer>>

  const confirmation = ({ ClientId, Username, Session, code }: Newcomer) => ({
    ClientId,
    Username,
    Session,
    ConfirmationCode: code,
  })

  const signIn = ({ ClientId, Username }: Newcomer, Session: string, more: object = {}) => ({
    ClientId,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: Username, ...more },
    Session,
  })

  async function confirmed(ClientId = client, password?: string) {
    const person = await newcomer(ClientId, password)
    const { Session } = await it.ok('ConfirmSignUp', confirmation(person))
    return { person, Session }
  }

  describe('the session of a sign-up', () => {
    test('that the code alone confirmed is no first factor where a second one is demanded', async () => {
      const mfaPool = await newMfaPool(it.house.client(), 'OPTIONAL', 'e', {
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      })
      const person = await newcomer(await it.newClient(mfaPool, USER_AUTH), PASSWORD)
      const other = await newcomer(person.ClientId, PASSWORD)
      const confirm = async ({ Session: _, ...someone }: Newcomer) =>
        (await it.ok('ConfirmSignUp', confirmation({ ...someone, Session: undefined }))).Session
      const session = await confirm(person)
      const EmailMfaSettings = { Enabled: true }
      const active = { UserPoolId: mfaPool, Username: person.Username, EmailMfaSettings }
      await it.administrate('AdminSetUserMFAPreference', active)
      assert.deepEqual(await it.refusal('InitiateAuth', signIn(person, session)), INVALID)
      const { AuthenticationResult } = await it.ok('InitiateAuth', signIn(other, await confirm(other)))
      assert.match(AuthenticationResult.AccessToken, /^ey/)
    })

    for (const password of [undefined, PASSWORD]) {
      test(`signs in ${password ? 'with' : 'without'} a password, once, after the confirmation`, async () => {
        const { person, Session } = await confirmed(client, password)
        const { AuthenticationResult, ChallengeParameters } = await it.ok(
          'InitiateAuth',
          signIn(person, Session),
        )
        assert.match(AuthenticationResult.AccessToken, /^ey/)
        assert.deepEqual(ChallengeParameters, {})
        const { UserAttributes } = await it.ok('GetUser', { AccessToken: AuthenticationResult.AccessToken })
        assert.equal(named(UserAttributes).email_verified, 'true')
        assert.deepEqual(await it.refusal('InitiateAuth', signIn(person, Session)), USED)
      })
    }

    test('signs in whatever else is asked for', async () => {
      const { person, Session } = await confirmed()
      const input = signIn(person, Session, { PREFERRED_CHALLENGE: 'EMAIL_OTP' })
      assert.ok((await it.ok('InitiateAuth', input)).AuthenticationResult)
    })

    test('signs in by an administrator', async () => {
      const { person, Session } = await confirmed()
      const input = { UserPoolId: pool, ...signIn(person, Session) }
      assert.ok((await it.ok('AdminInitiateAuth', input, true)).AuthenticationResult)
    })

    test('is won by one of sixteen rivals', async () => {
      const { person, Session } = await confirmed()
      const call = () => it.house.call('InitiateAuth', signIn(person, Session), { signed: false })
      const answers = await Promise.all(Array.from({ length: 16 }, call))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    })

    test('is given to clients with USER_AUTH only', async () => {
      const other = await it.newClient(pool)
      assert.equal((await newcomer(other, PASSWORD)).Session, undefined)
    })

    test('signs in if the pool only allows passwords, too', async () => {
      const plain = await it.newPool(VERIFY_BOTH)
      const { person, Session } = await confirmed(await it.newClient(plain, USER_AUTH), PASSWORD)
      assert.ok((await it.ok('InitiateAuth', signIn(person, Session))).AuthenticationResult)
    })

    test('is not given where there is nothing to confirm', async () => {
      const bare = await it.newPool({ ...CODES, SmsConfiguration: VERIFY_BOTH.SmsConfiguration })
      const ClientId = await it.newClient(bare, USER_AUTH)
      const { Session } = await it.ok('SignUp', { ClientId, Username: 'jane', Password: PASSWORD })
      assert.equal(Session, undefined)
    })

    test('is not needed to confirm, and not to sign in if the code is also a first factor', async () => {
      const person = { ...(await newcomer()), Session: undefined }
      const { Session } = await it.ok('ConfirmSignUp', confirmation(person))
      assert.ok((await it.ok('InitiateAuth', signIn(person, Session))).AuthenticationResult)
      assert.deepEqual(await it.refusal('InitiateAuth', signIn(person, Session)), USED)
    })

    test('is needed to sign in if the code is no first factor', async () => {
      const textOnly = { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] } } }
      const pools = [await it.newPool({ ...VERIFY_BOTH, ...textOnly }), await it.newPool(VERIFY_BOTH)]
      const clients = await Promise.all(pools.map((id) => it.newClient(id, USER_AUTH)))
      for (const ClientId of [...clients, await it.newClient(pool)]) {
        const person = { ...(await newcomer(ClientId, PASSWORD)), Session: undefined }
        assert.deepEqual(await it.ok('ConfirmSignUp', confirmation(person)), {})
      }
    })

    test('has the same length for every user with names of one length', async () => {
      const sessions = [await newcomer(), await newcomer(client, PASSWORD)].map(
        ({ Session }) => Session.length,
      )
      assert.equal(sessions[0], sessions[1])
    })

    test('lives as long as the code, and after the confirmation as long as that of a challenge', async () => {
      const late = await newcomer()
      it.house.passTime(DAY - MINUTE)
      const { Session } = await it.ok('ConfirmSignUp', confirmation(late))
      it.house.passTime(3 * MINUTE + 1)
      assert.deepEqual(await it.refusal('InitiateAuth', signIn(late, Session)), EXPIRED)
      const tooLate = await newcomer()
      it.house.passTime(DAY + 1)
      assert.deepEqual(await it.refusal('ConfirmSignUp', confirmation(tooLate)), EXPIRED)
    })

    test('signs the user in only after the confirmation, and no other user', async () => {
      const person = await newcomer()
      assert.deepEqual(await it.refusal('InitiateAuth', signIn(person, person.Session)), INVALID)
      const { Session } = await it.ok('ConfirmSignUp', confirmation(person))
      const { person: other } = await confirmed()
      assert.deepEqual(await it.refusal('InitiateAuth', signIn(other, Session)), INVALID)
      const sibling = await it.newClient(pool, USER_AUTH)
      const elsewhere = signIn({ ...person, ClientId: sibling }, Session)
      assert.deepEqual(await it.refusal('InitiateAuth', elsewhere), INVALID)
      assert.ok((await it.ok('InitiateAuth', signIn(person, Session))).AuthenticationResult)
    })

    test('is refused at the confirmation if it is not of this sign-up, and the code stays good', async () => {
      const person = await newcomer()
      const { Session } = await newcomer()
      for (const bad of [Session, 'the-session-of-nobody'])
        assert.deepEqual(
          await it.refusal('ConfirmSignUp', confirmation({ ...person, Session: bad })),
          INVALID,
        )
      assert.ok((await it.ok('ConfirmSignUp', confirmation(person))).Session)
    })

    test('stays good after a wrong code', async () => {
      const person = await newcomer()
      const [name] = await it.refusal('ConfirmSignUp', confirmation({ ...person, code: wrong(person.code) }))
      assert.equal(name, 'CodeMismatchException')
      assert.ok((await it.ok('ConfirmSignUp', confirmation(person))).Session)
    })

    test('is void once the user has another password, is disabled or deleted', async () => {
      const act = async (operation: Parameters<Journeys['administrate']>[0], more: object = {}) => {
        const { person, Session } = await confirmed()
        await it.administrate(operation, { UserPoolId: pool, Username: person.Username, ...more })
        return it.refusal('InitiateAuth', signIn(person, Session))
      }
      assert.deepEqual(await act('AdminSetUserPassword', { Password: PASSWORD, Permanent: true }), INVALID)
      assert.deepEqual(await act('AdminDisableUser'), ['NotAuthorizedException', 'User is disabled.'])
      assert.equal((await act('AdminDeleteUser'))[0], 'UserNotFoundException')
    })

    test('reveals nothing about users if they are hidden', async () => {
      const hiding = await it.newClient(pool, { ...USER_AUTH, ...HIDING })
      const { person, Session } = await confirmed(hiding)
      const { person: other } = await confirmed(hiding)
      const nobody = { ...person, Username: 'nobody' }
      for (const claimed of [other, nobody])
        assert.deepEqual(await it.refusal('InitiateAuth', signIn(claimed, Session)), INVALID)
      const begun = await newcomer(hiding)
      for (const claimed of [await newcomer(hiding), { ...begun, Username: 'nobody' }]) {
        const input = confirmation({ ...claimed, Session: begun.Session })
        assert.deepEqual(await it.refusal('ConfirmSignUp', input), INVALID)
      }
    })

    test('does not stand in the audit trail', async () => {
      const { Session, Username } = await newcomer()
      const events = await it.house.storage.stores.auditEvents.list({ limit: 100, eventName: 'SignUp' })
      const text = JSON.stringify(events)
      assert.ok(events.length > 0 && Username && !text.includes(Session))
    })
  })
}
