// Every flow in which functions are called, and in which order. The guide has the same table; a new trigger is added to
// EVERY_TRIGGER and to the flows that call it.
import { OTHER_PASSWORD } from '../support/journeys.ts'
import { list, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { srpClient, timestamp } from '../support/srp-client.ts'
import { answeringTo } from './answering-to.ts'
import { CUSTOM_FLOWS, CUSTOM_TRIGGERS } from './custom-flows.ts'
import type { Flow } from './flow.ts'
import { HOSTED_FLOWS } from './hosted-flows.ts'
import { ADDRESS, alice, FUNCTION, requestsOf } from './stage.ts'

/** The triggers that are built. The pools of these flows have all of them. */
export const EVERY_TRIGGER = [
  'PreSignUp',
  'PostConfirmation',
  'CustomMessage',
  'PreAuthentication',
  'PostAuthentication',
  'PreTokenGeneration',
  'UserMigration',
  ...CUSTOM_TRIGGERS,
]

const PROVEN = ['PreAuthentication_Authentication', 'PostAuthentication_Authentication']
const SIGN_IN = [...PROVEN, 'TokenGeneration_Authentication']

export const FLOWS: readonly Flow[] = [
  {
    flow: 'SignUp',
    calls: ['PreSignUp_SignUp', 'CustomMessage_SignUp'],
    run: (stage) => stage.it.ok('SignUp', requestsOf(stage).signUp),
  },
  {
    flow: 'SignUp that PreSignUp confirms',
    calls: ['PreSignUp_SignUp', 'PostConfirmation_ConfirmSignUp'],
    run({ it, functions, ...stage }) {
      functions.set(FUNCTION, answeringTo('PreSignUp_SignUp', { autoConfirmUser: true }))
      return it.ok('SignUp', requestsOf(stage).signUp)
    },
  },
  {
    flow: 'ConfirmSignUp',
    calls: ['PostConfirmation_ConfirmSignUp'],
    prepare: (stage) => stage.it.ok('SignUp', requestsOf(stage).signUp),
    async run(stage) {
      const ConfirmationCode = await stage.it.codeTo(ADDRESS)
      await stage.it.ok('ConfirmSignUp', { ...requestsOf(stage).named, ConfirmationCode })
    },
  },
  {
    flow: 'ResendConfirmationCode',
    calls: ['CustomMessage_ResendCode'],
    prepare: (stage) => stage.it.ok('SignUp', requestsOf(stage).signUp),
    run: (stage) => stage.it.ok('ResendConfirmationCode', requestsOf(stage).named),
  },
  {
    flow: 'AdminConfirmSignUp',
    calls: ['PostConfirmation_ConfirmSignUp'],
    prepare: (stage) => stage.it.ok('SignUp', requestsOf(stage).signUp),
    run: (stage) => stage.it.administrate('AdminConfirmSignUp', requestsOf(stage).administrated),
  },
  {
    flow: 'AdminCreateUser',
    calls: ['PreSignUp_AdminCreateUser', 'CustomMessage_AdminCreateUser'],
    run: (stage) => stage.it.administrate('AdminCreateUser', requestsOf(stage).invite),
  },
  {
    flow: 'AdminCreateUser with `RESEND`',
    calls: ['CustomMessage_AdminCreateUser'],
    prepare: (stage) => stage.it.administrate('AdminCreateUser', requestsOf(stage).invite),
    run(stage) {
      const again = { ...requestsOf(stage).invite, MessageAction: 'RESEND' }
      return stage.it.administrate('AdminCreateUser', again)
    },
  },
  {
    flow: 'sign-in by password',
    calls: SIGN_IN,
    prepare: alice,
    run: (stage) => stage.it.ok('InitiateAuth', requestsOf(stage).signIn),
  },
  {
    flow: 'sign-in by password for administrators',
    calls: SIGN_IN,
    prepare: alice,
    run(stage) {
      const admin = { UserPoolId: stage.pool, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' }
      return stage.it.administrate('AdminInitiateAuth', { ...requestsOf(stage).signIn, ...admin })
    },
  },
  {
    flow: 'sign-in by password of a user who is unknown here',
    calls: ['UserMigration_Authentication', ...SIGN_IN],
    run(stage) {
      const known = { userAttributes: { email: ADDRESS }, finalUserStatus: 'CONFIRMED' }
      stage.functions.set(FUNCTION, answeringTo('UserMigration_Authentication', known))
      return stage.it.ok('InitiateAuth', requestsOf(stage).signIn)
    },
  },
  {
    flow: 'sign-in by SRP',
    calls: SIGN_IN,
    prepare: alice,
    async run({ it, pool, client }) {
      const srp = srpClient(pool, quickPower)
      const AuthParameters = { USERNAME: 'alice', SRP_A: srp.publicKey }
      const begin = { ClientId: client, AuthFlow: 'USER_SRP_AUTH', AuthParameters }
      const { ChallengeParameters } = await it.ok('InitiateAuth', begin)
      const ChallengeResponses = srp.prove(ChallengeParameters, PASSWORD, timestamp(Date.now()))
      const answer = { ClientId: client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
      await it.ok('RespondToAuthChallenge', answer)
    },
  },
  {
    flow: 'sign-in by choice, with a code',
    calls: ['PreAuthentication_Authentication', 'CustomMessage_Authentication', ...SIGN_IN.slice(1)],
    prepare: alice,
    async run({ it, client }) {
      const AuthParameters = { USERNAME: 'alice', PREFERRED_CHALLENGE: 'EMAIL_OTP' }
      const begin = { ClientId: client, AuthFlow: 'USER_AUTH', AuthParameters }
      const { Session } = await it.ok('InitiateAuth', begin)
      const ChallengeResponses = { USERNAME: 'alice', EMAIL_OTP_CODE: await it.codeTo(ADDRESS) }
      const answer = { ClientId: client, ChallengeName: 'EMAIL_OTP', ChallengeResponses, Session }
      await it.ok('RespondToAuthChallenge', answer)
    },
  },
  {
    flow: 'first sign-in of an invited user (`NEW_PASSWORD_REQUIRED`)',
    calls: [...PROVEN, 'TokenGeneration_NewPasswordChallenge'],
    prepare: (stage) => stage.it.administrate('AdminCreateUser', requestsOf(stage).invite),
    async run(stage) {
      const { it, client } = stage
      const AuthParameters = { USERNAME: 'alice', PASSWORD: TEMPORARY }
      const { Session } = await it.ok('InitiateAuth', { ...requestsOf(stage).signIn, AuthParameters })
      const ChallengeResponses = { USERNAME: 'alice', NEW_PASSWORD: OTHER_PASSWORD }
      const answer = { ClientId: client, ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses, Session }
      await it.ok('RespondToAuthChallenge', answer)
    },
  },
  {
    flow: 'refresh (`REFRESH_TOKEN_AUTH`)',
    calls: ['TokenGeneration_RefreshTokens'],
    prepare: alice,
    async run(stage) {
      const { it, functions, client } = stage
      const { AuthenticationResult } = await it.ok('InitiateAuth', requestsOf(stage).signIn)
      functions.events()
      const AuthParameters = { REFRESH_TOKEN: AuthenticationResult.RefreshToken }
      await it.ok('InitiateAuth', { ClientId: client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters })
    },
  },
  {
    flow: 'GetTokensFromRefreshToken',
    calls: ['TokenGeneration_Authentication'],
    prepare: alice,
    async run(stage) {
      const { it, functions, client } = stage
      const { AuthenticationResult } = await it.ok('InitiateAuth', requestsOf(stage).signIn)
      functions.events()
      const { RefreshToken } = AuthenticationResult
      await it.ok('GetTokensFromRefreshToken', { ClientId: client, RefreshToken })
    },
  },
  ...CUSTOM_FLOWS,
  {
    flow: 'ForgotPassword',
    calls: ['CustomMessage_ForgotPassword'],
    prepare: alice,
    run: (stage) => stage.it.ok('ForgotPassword', requestsOf(stage).named),
  },
  {
    flow: 'ForgotPassword of a user who is unknown here',
    calls: ['UserMigration_ForgotPassword', 'CustomMessage_ForgotPassword'],
    run(stage) {
      const known = { userAttributes: { email: ADDRESS, email_verified: 'true' }, messageAction: 'SUPPRESS' }
      stage.functions.set(FUNCTION, answeringTo('UserMigration_ForgotPassword', known))
      return stage.it.ok('ForgotPassword', requestsOf(stage).named)
    },
  },
  {
    flow: 'AdminResetUserPassword',
    calls: ['CustomMessage_ForgotPassword'],
    prepare: alice,
    run: (stage) => stage.it.administrate('AdminResetUserPassword', requestsOf(stage).administrated),
  },
  {
    flow: 'ConfirmForgotPassword',
    calls: ['PostConfirmation_ConfirmForgotPassword'],
    async prepare(stage) {
      await alice(stage)
      await stage.it.ok('ForgotPassword', requestsOf(stage).named)
    },
    async run(stage) {
      const ConfirmationCode = await stage.it.codeTo(ADDRESS)
      const input = { ...requestsOf(stage).named, ConfirmationCode, Password: OTHER_PASSWORD }
      await stage.it.ok('ConfirmForgotPassword', input)
    },
  },
  {
    flow: 'AdminUpdateUserAttributes with a new address',
    calls: ['CustomMessage_UpdateUserAttribute'],
    prepare: alice,
    run(stage) {
      const UserAttributes = list({ email: 'other@example.com' })
      const input = { ...requestsOf(stage).administrated, UserAttributes }
      return stage.it.administrate('AdminUpdateUserAttributes', input)
    },
  },
  ...HOSTED_FLOWS,
]
