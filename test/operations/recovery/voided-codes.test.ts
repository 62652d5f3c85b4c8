import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { forEachJourneys, OTHER_PASSWORD, REFUSALS, type SignedUp } from '../../support/journeys.ts'
import { list, PASSWORD } from '../../support/pools.ts'

const THIRD_PASSWORD = 'Third-Horse-9'

interface Person extends SignedUp {
  readonly UserPoolId: string
  readonly email: string
  /** Absent for unconfirmed users. */
  readonly AccessToken: string
}

/** The purpose of a code: how it is requested, and how it is used. */
interface Purpose {
  readonly name: string
  readonly confirmed: boolean
  send(person: Person): Promise<unknown>
  use(
    person: Person,
    code: string,
  ): { operation: 'ConfirmSignUp' | 'ConfirmForgotPassword' | 'VerifyUserAttribute'; input: object }
}

/** What happens between the sending and the use of a code. */
interface Event {
  readonly name: string
  /** If undefined, for users in any state. A password that an administrator sets confirms the user. */
  readonly confirmed?: true
  happens(person: Person): Promise<unknown>
}

forEachJourneys((there) => {
  const purposes: readonly Purpose[] = [
    {
      name: 'a sign-up',
      confirmed: false,
      send: ({ ClientId, Username }) => there.ok('ResendConfirmationCode', { ClientId, Username }),
      use: ({ ClientId, Username }, ConfirmationCode) => ({
        operation: 'ConfirmSignUp',
        input: { ClientId, Username, ConfirmationCode },
      }),
    },
    {
      name: 'an attribute',
      confirmed: true,
      send: ({ AccessToken }) =>
        there.ok('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' }),
      use: ({ AccessToken }, Code) => ({
        operation: 'VerifyUserAttribute',
        input: { AccessToken, AttributeName: 'email', Code },
      }),
    },
    {
      name: 'a forgotten password',
      confirmed: true,
      send: ({ ClientId, Username }) => there.ok('ForgotPassword', { ClientId, Username }),
      use: ({ ClientId, Username }, ConfirmationCode) => ({
        operation: 'ConfirmForgotPassword',
        input: { ClientId, Username, ConfirmationCode, Password: THIRD_PASSWORD },
      }),
    },
  ]

  const setPassword = ({ UserPoolId, Username }: Person, Password: string, Permanent: boolean) =>
    there.administrate('AdminSetUserPassword', { UserPoolId, Username, Password, Permanent })
  const setEmail = ({ UserPoolId, Username }: Person, email: string, email_verified = 'true') =>
    there.administrate('AdminUpdateUserAttributes', {
      UserPoolId,
      Username,
      UserAttributes: list({ email, email_verified }),
    })
  const newEmail = () => `${randomUUID()}@example.com`

  const events: readonly Event[] = [
    { name: 'AdminSetUserPassword', confirmed: true, happens: (it) => setPassword(it, OTHER_PASSWORD, true) },
    {
      name: 'AdminSetUserPassword to a temporary one',
      confirmed: true,
      happens: (it) => setPassword(it, OTHER_PASSWORD, false),
    },
    {
      name: 'AdminSetUserPassword to the same one',
      confirmed: true,
      happens: (it) => setPassword(it, PASSWORD, true),
    },
    {
      name: 'AdminSetUserPassword there and back',
      confirmed: true,
      async happens(it) {
        await setPassword(it, OTHER_PASSWORD, true)
        await setPassword(it, PASSWORD, true)
      },
    },
    {
      name: 'ChangePassword',
      confirmed: true,
      happens: ({ AccessToken }) =>
        there.ok('ChangePassword', {
          AccessToken,
          PreviousPassword: PASSWORD,
          ProposedPassword: OTHER_PASSWORD,
        }),
    },
    {
      name: 'the answer to NEW_PASSWORD_REQUIRED',
      confirmed: true,
      async happens(it) {
        await setPassword(it, OTHER_PASSWORD, false)
        const AuthParameters = { USERNAME: it.Username, PASSWORD: OTHER_PASSWORD }
        const begin = { ClientId: it.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
        const { ChallengeName, Session } = await there.ok('InitiateAuth', begin)
        const ChallengeResponses = { USERNAME: it.Username, NEW_PASSWORD: PASSWORD }
        await there.ok('RespondToAuthChallenge', {
          ClientId: it.ClientId,
          ChallengeName,
          Session,
          ChallengeResponses,
        })
      },
    },
    { name: 'a change of address by an administrator', happens: (it) => setEmail(it, newEmail()) },
    {
      name: 'a change of address there and back',
      async happens(it) {
        await setEmail(it, newEmail())
        await setEmail(it, it.email)
      },
    },
    {
      name: 'a change of address by the user',
      confirmed: true,
      happens: ({ AccessToken }) =>
        there.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email: newEmail() }) }),
    },
    {
      name: 'a change of address that the user verified',
      confirmed: true,
      async happens({ AccessToken }) {
        const email = newEmail()
        await there.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email }) })
        const Code = await there.codeTo(email)
        await there.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
      },
    },
    {
      name: 'the loss of the address',
      happens: ({ UserPoolId, Username }) =>
        there.administrate('AdminDeleteUserAttributes', {
          UserPoolId,
          Username,
          UserAttributeNames: ['email'],
        }),
    },
    {
      name: 'doubt about the address',
      confirmed: true,
      async happens(it) {
        await setEmail(it, it.email, 'false')
        await setEmail(it, it.email)
      },
    },
    {
      name: 'another user who verifies the address',
      confirmed: true,
      async happens({ UserPoolId, ClientId, email }) {
        const rival = await there.signUp(ClientId, {})
        const target = { UserPoolId, Username: rival.Username }
        await there.administrate('AdminConfirmSignUp', target)
        const AccessToken = await there.signIn(rival)
        await there.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email }) })
        const Code = await there.codeTo(email)
        await there.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
      },
    },
  ]

  let UserPoolId: string
  let ClientId: string

  before(async () => {
    UserPoolId = await there.newPool({ AutoVerifiedAttributes: ['email'], AliasAttributes: ['email'] })
    ClientId = await there.newClient(UserPoolId)
  })

  /** A person with an unused code and a verified address, or with one that a sign-up still has to confirm. */
  async function waiting({ confirmed, send }: Purpose): Promise<{ person: Person; code: string }> {
    const email = newEmail()
    const user = await there.signUp(ClientId, { email })
    const base = { ...user, UserPoolId, email, AccessToken: '' }
    if (!confirmed) return { person: base, code: await sent(base, send) }
    await there.administrate('AdminConfirmSignUp', { UserPoolId, Username: user.Username })
    await setEmail(base, email)
    const person = { ...base, AccessToken: await there.signIn(user) }
    return { person, code: await sent(person, send) }
  }

  async function sent(person: Person, send: Purpose['send']): Promise<string> {
    await send(person)
    return there.codeTo(person.email)
  }

  for (const purpose of purposes) {
    describe(`the code of ${purpose.name}`, () => {
      test('is valid as long as nothing happens', async () => {
        const { person, code } = await waiting(purpose)
        const { operation, input } = purpose.use(person, code)
        await there.ok(operation, input)
      })

      for (const event of events.filter(({ confirmed }) => purpose.confirmed || !confirmed)) {
        test(`is void after ${event.name}`, async () => {
          const { person, code } = await waiting(purpose)
          await event.happens(person)
          const { operation, input } = purpose.use(person, code)
          const refusal = await there.refusal(operation, input)
          // If the change sent another code, the old one is wrong.
          const expected = [REFUSALS.ExpiredCodeException, REFUSALS.CodeMismatchException].map(String)
          assert.ok(expected.includes(String(refusal)), String(refusal))
        })
      }
    })
  }

  test('choosing a new password for a forgotten one voids the other codes', async () => {
    const [, attribute, reset] = purposes
    assert.ok(attribute && reset)
    const { person, code } = await waiting(attribute)
    const resetCode = await sent(person, reset.send)
    const { operation, input } = reset.use(person, resetCode)
    await there.ok(operation, input)
    const late = attribute.use(person, code)
    assert.deepEqual(await there.refusal(late.operation, late.input), REFUSALS.ExpiredCodeException)
  })

  test('a code for a new address stays valid while the old one is in use, and the old one keeps its own', async () => {
    const UserAttributeUpdateSettings = { AttributesRequireVerificationBeforeUpdate: ['email'] }
    const UserPoolId = await there.newPool({ AutoVerifiedAttributes: ['email'], UserAttributeUpdateSettings })
    const ClientId = await there.newClient(UserPoolId)
    const [email, next] = [newEmail(), newEmail()]
    const user = await there.member(UserPoolId, ClientId, { email })
    const person = { ...user, UserPoolId, email, AccessToken: await there.signIn(user) }
    await setEmail(person, email)
    const { AccessToken } = person
    await there.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email: next }) })
    const Code = await there.codeTo(next)
    const reset = { ClientId, Username: user.Username }
    await there.ok('ForgotPassword', reset)
    const ConfirmationCode = await there.codeTo(email)
    await there.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
    const late = { ...reset, ConfirmationCode, Password: THIRD_PASSWORD }
    assert.deepEqual(await there.refusal('ConfirmForgotPassword', late), REFUSALS.ExpiredCodeException)
    await there.ok('ForgotPassword', reset)
    await there.ok('ConfirmForgotPassword', { ...late, ConfirmationCode: await there.codeTo(next) })
  })
})
