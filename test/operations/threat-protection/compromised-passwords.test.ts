import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SetRiskConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider'
import { useJourneys } from '../../support/journeys.ts'
import { inviteUser, newUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { prove, srpChallenge } from '../sign-in/fixtures.ts'
import { guardedPool } from './fixtures.ts'

// SignUp, InitiateAuth, RespondToAuthChallenge, ChangePassword and ConfirmForgotPassword with compromised passwords.

const journeys = useJourneys()
const root = journeys.house.client()

/** On the built-in list. */
const COMPROMISED = 'Password1!'

const RESET = ['PasswordResetRequiredException', 'Password reset required for the user'] as const
const REFUSED = [
  'InvalidPasswordException',
  'Provided password cannot be used for security reasons.',
] as const

interface Guarded {
  readonly mode?: 'AUDIT' | 'ENFORCED'
  readonly action?: 'BLOCK' | 'NO_ACTION'
  readonly events?: readonly ('SIGN_IN' | 'SIGN_UP' | 'PASSWORD_CHANGE')[]
  readonly skipped?: string
}

/** A pool whose user alice has a compromised password, and a client of it. */
async function guarded({ mode = 'ENFORCED', action, events, skipped }: Guarded) {
  const UserPoolId = await guardedPool(root, { AutoVerifiedAttributes: ['email'] }, mode)
  if (action) {
    await root.send(
      new SetRiskConfigurationCommand({
        UserPoolId,
        CompromisedCredentialsRiskConfiguration: {
          Actions: { EventAction: action },
          ...(events && { EventFilter: [...events] }),
        },
        ...(skipped && { RiskExceptionConfiguration: { SkippedIPRangeList: [skipped] } }),
      }),
    )
  }
  await newUser(root, UserPoolId, 'alice', { email: 'alice@example.com', email_verified: 'true' })
  await journeys.administrate('AdminSetUserPassword', {
    UserPoolId,
    Username: 'alice',
    Password: COMPROMISED,
    Permanent: true,
  })
  const ExplicitAuthFlows = [
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ]
  const ClientId = await journeys.newClient(UserPoolId, { ExplicitAuthFlows })
  return { UserPoolId, ClientId }
}

const signInOf = (ClientId: string, PASSWORD = COMPROMISED, USERNAME = 'alice') => ({
  ClientId,
  AuthFlow: 'USER_PASSWORD_AUTH',
  AuthParameters: { USERNAME, PASSWORD },
})

describe('a sign-in with a compromised password', () => {
  test('asks for another password if it is to be blocked, and says nothing of it to a wrong password', async () => {
    const { UserPoolId, ClientId } = await guarded({ action: 'BLOCK' })
    assert.deepEqual(await journeys.refusal('InitiateAuth', signInOf(ClientId)), RESET)
    const asAdministrator = { ...signInOf(ClientId), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', UserPoolId }
    assert.deepEqual(await journeys.refusal('AdminInitiateAuth', asAdministrator, true), RESET)
    const [wrong] = await journeys.refusal('InitiateAuth', signInOf(ClientId, 'Welcome123!'))
    assert.equal(wrong, 'NotAuthorizedException')
  })

  test('is blocked from an address that is always allowed, too', async () => {
    const { ClientId } = await guarded({ action: 'BLOCK', skipped: '127.0.0.0/8' })
    assert.deepEqual(await journeys.refusal('InitiateAuth', signInOf(ClientId)), RESET)
  })

  test('requires the user to reset the password, in whatever flow', async () => {
    const { UserPoolId, ClientId } = await guarded({ action: 'BLOCK' })
    const status = async () =>
      (await journeys.administrate('AdminGetUser', { UserPoolId, Username: 'alice' })).UserStatus
    await journeys.refusal('InitiateAuth', signInOf(ClientId, 'Welcome123!'))
    assert.equal(await status(), 'CONFIRMED')
    await journeys.refusal('InitiateAuth', signInOf(ClientId))
    assert.equal(await status(), 'RESET_REQUIRED')
    const anybody = journeys.house.client()
    const challenge = await srpChallenge(anybody, UserPoolId, ClientId, 'alice', COMPROMISED)
    await assert.rejects(prove(anybody, ClientId, challenge.responses), { name: RESET[0] })
  })

  test('asks an invited user for a new password as usual', async () => {
    const { UserPoolId, ClientId } = await guarded({ action: 'BLOCK' })
    await journeys.administrate('AdminCreateUser', {
      UserPoolId,
      Username: 'carol',
      TemporaryPassword: COMPROMISED,
      MessageAction: 'SUPPRESS',
    })
    const { ChallengeName } = await journeys.ok('InitiateAuth', signInOf(ClientId, COMPROMISED, 'carol'))
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
  })

  test('works again after the password was reset', async () => {
    const { ClientId } = await guarded({ action: 'BLOCK' })
    await journeys.ok('ForgotPassword', { ClientId, Username: 'alice' })
    const ConfirmationCode = await journeys.codeTo('alice@example.com')
    const reset = { ClientId, Username: 'alice', ConfirmationCode }
    assert.deepEqual(
      await journeys.refusal('ConfirmForgotPassword', { ...reset, Password: 'Welcome123!' }),
      REFUSED,
    )
    await journeys.ok('ConfirmForgotPassword', { ...reset, Password: PASSWORD })
    await journeys.ok('InitiateAuth', signInOf(ClientId, PASSWORD))
  })

  test('works by SRP, which does not show the password', async () => {
    const { UserPoolId, ClientId } = await guarded({ action: 'BLOCK' })
    const anybody = journeys.house.client()
    const challenge = await srpChallenge(anybody, UserPoolId, ClientId, 'alice', COMPROMISED)
    const { AuthenticationResult } = await prove(anybody, ClientId, challenge.responses)
    assert.ok(AuthenticationResult?.AccessToken)
  })

  for (const [why, how] of [
    ['no action is set', {}],
    ['the action is NO_ACTION', { action: 'NO_ACTION' }],
    ['the mode is AUDIT', { action: 'BLOCK', mode: 'AUDIT' }],
    ['sign-ins are not among the events', { action: 'BLOCK', events: ['SIGN_UP'] }],
  ] as const) {
    test(`works if ${why}`, async () => {
      const { ClientId } = await guarded(how)
      await journeys.ok('InitiateAuth', signInOf(ClientId))
    })
  }

  test('works in a pool that has threat protection off', async () => {
    const ClientId = await journeys.newClient(await journeys.newPool())
    await journeys.ok('SignUp', { ClientId, Username: 'bob', Password: COMPROMISED })
  })
})

describe('a compromised password', () => {
  test('is refused at sign-up', async () => {
    const { ClientId } = await guarded({ action: 'BLOCK' })
    const bob = { ClientId, Username: 'bob' }
    assert.deepEqual(await journeys.refusal('SignUp', { ...bob, Password: 'P@ssw0rd2024' }), REFUSED)
    await journeys.ok('SignUp', { ...bob, Password: PASSWORD })
  })

  test('is accepted at sign-up if only changes are looked at', async () => {
    const { ClientId } = await guarded({ action: 'BLOCK', events: ['PASSWORD_CHANGE'] })
    await journeys.ok('SignUp', { ClientId, Username: 'bob', Password: 'P@ssw0rd2024' })
  })

  test('is refused at a change of password', async () => {
    const { ClientId } = await guarded({ action: 'BLOCK', events: ['PASSWORD_CHANGE'] })
    const AccessToken = await journeys.signIn({ ClientId, Username: 'alice', sub: '' }, COMPROMISED)
    const change = { AccessToken, PreviousPassword: COMPROMISED }
    assert.deepEqual(
      await journeys.refusal('ChangePassword', { ...change, ProposedPassword: 'Welcome123!' }),
      REFUSED,
    )
    await journeys.ok('ChangePassword', { ...change, ProposedPassword: PASSWORD })
  })

  test('is refused as the new password of an invited user, who may choose another', async () => {
    const { UserPoolId, ClientId } = await guarded({ action: 'BLOCK' })
    await inviteUser(root, UserPoolId, 'carol')
    const { Session } = await journeys.ok('InitiateAuth', signInOf(ClientId, TEMPORARY, 'carol'))
    const answer = (NEW_PASSWORD: string) => ({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'carol', NEW_PASSWORD },
    })
    assert.deepEqual(await journeys.refusal('RespondToAuthChallenge', answer('Welcome123!')), REFUSED)
    await journeys.ok('RespondToAuthChallenge', answer(PASSWORD))
  })
})
