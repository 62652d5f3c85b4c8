// Every call of a function that can fail: what goes before it, and what a failure must not leave behind. A new trigger
// gets a row for each of its sources.
import assert from 'node:assert/strict'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { answering, type FunctionBody } from '../support/functions.ts'
import { OTHER_PASSWORD, type Refusal } from '../support/journeys.ts'
import { list } from '../support/pools.ts'
import { CUSTOM_TRIGGERS, customFunction, customRequests } from './custom-flows.ts'
import { ADDRESS, alice, FUNCTION, requestsOf, type Stage } from './stage.ts'

export interface Occasion {
  /** As the event names it: the trigger and what the call is for. */
  readonly source: `${string}_${string}`
  /** Of the pool's settings and of errors, if the event names it otherwise. */
  readonly trigger?: string
  /** Other triggers of the pool. */
  readonly others?: readonly string[]
  /** The error if it is not that of the failure. */
  readonly refusal?: (stage: Stage) => Refusal
  /** What the function answers in time where the request succeeds. By default the event as it is. */
  readonly body?: FunctionBody
  /** What the function does with the events of other sources. By default it returns them as they are. */
  readonly meanwhile?: FunctionBody
  /** All that goes before. No function fails at it. */
  prepare(stage: Stage): Promise<Act>
}

/** The request at which the function fails. */
export interface Act {
  readonly operation: OperationName
  readonly input: object
  readonly signed?: boolean
  /** Asserts what holds after a failure. */
  assertAfter(): Promise<void>
}

const CUSTOM_OCCASION = { others: CUSTOM_TRIGGERS, body: customFunction, meanwhile: customFunction }

export const OCCASIONS: readonly Occasion[] = [
  {
    source: 'PreSignUp_SignUp',
    async prepare(stage) {
      return {
        operation: 'SignUp',
        input: requestsOf(stage).signUp,
        assertAfter: () => nobodyIsMade(stage),
      }
    },
  },
  {
    source: 'PreSignUp_AdminCreateUser',
    async prepare(stage) {
      const input = requestsOf(stage).invite
      return { operation: 'AdminCreateUser', input, signed: true, assertAfter: () => nobodyIsMade(stage) }
    },
  },
  {
    source: 'PostConfirmation_ConfirmSignUp',
    async prepare(stage) {
      const { signUp, named, signIn } = requestsOf(stage)
      await stage.it.ok('SignUp', signUp)
      const input = { ...named, ConfirmationCode: await stage.it.codeTo(ADDRESS) }
      // AWS: the user stays confirmed.
      return { operation: 'ConfirmSignUp', input, assertAfter: () => stage.it.ok('InitiateAuth', signIn) }
    },
  },
  {
    source: 'PostConfirmation_ConfirmForgotPassword',
    async prepare(stage) {
      const { it, client } = stage
      const user = await alice(stage)
      await it.ok('ForgotPassword', { ClientId: client, Username: 'alice' })
      const ConfirmationCode = await it.codeTo(ADDRESS)
      const input = { ...requestsOf(stage).named, ConfirmationCode, Password: OTHER_PASSWORD }
      // AWS: the new password stays.
      const assertAfter = async () => void (await it.signIn(user, OTHER_PASSWORD))
      return { operation: 'ConfirmForgotPassword', input, assertAfter }
    },
  },
  {
    source: 'CustomMessage_SignUp',
    async prepare(stage) {
      const input = requestsOf(stage).signUp
      return { operation: 'SignUp', input, assertAfter: () => nobodyIsMade(stage) }
    },
  },
  {
    source: 'CustomMessage_AdminCreateUser',
    async prepare(stage) {
      const input = requestsOf(stage).invite
      return { operation: 'AdminCreateUser', input, signed: true, assertAfter: () => nobodyIsMade(stage) }
    },
  },
  {
    source: 'CustomMessage_ResendCode',
    async prepare(stage) {
      const { it } = stage
      const { signUp, named } = requestsOf(stage)
      await it.ok('SignUp', signUp)
      const ConfirmationCode = await it.codeTo(ADDRESS)
      // The code that alice has is still the one that counts.
      const assertAfter = () => it.ok('ConfirmSignUp', { ...named, ConfirmationCode })
      return { operation: 'ResendConfirmationCode', input: named, assertAfter }
    },
  },
  {
    source: 'CustomMessage_ForgotPassword',
    async prepare(stage) {
      const { it } = stage
      const { named } = requestsOf(stage)
      await alice(stage)
      await it.ok('ForgotPassword', named)
      const ConfirmationCode = await it.codeTo(ADDRESS)
      const replaced = { ...named, ConfirmationCode, Password: OTHER_PASSWORD }
      const assertAfter = () => it.ok('ConfirmForgotPassword', replaced)
      return { operation: 'ForgotPassword', input: named, assertAfter }
    },
  },
  {
    source: 'CustomMessage_UpdateUserAttribute',
    async prepare(stage) {
      const { it, pool } = stage
      const AccessToken = await it.signIn(await alice(stage))
      const to = `${pool.slice(-9)}@example.com`.toLowerCase()
      const UserAttributes = list({ email: to, given_name: 'Alicia' })
      return {
        operation: 'UpdateUserAttributes',
        input: { AccessToken, UserAttributes },
        async assertAfter() {
          const { attributes } = await it.look(pool, 'alice')
          assert.deepEqual([attributes.email, attributes.given_name], [ADDRESS, undefined])
          assert.deepEqual(await it.messagesTo(to), [])
        },
      }
    },
  },
  {
    source: 'CustomMessage_VerifyUserAttribute',
    async prepare(stage) {
      const { it } = stage
      const AccessToken = await it.signIn(await alice(stage))
      const input = { AccessToken, AttributeName: 'email' }
      const before = await messagesIn(stage)
      const assertAfter = async () => assert.equal(await messagesIn(stage), before)
      return { operation: 'GetUserAttributeVerificationCode', input, assertAfter }
    },
  },
  {
    source: 'CustomMessage_Authentication',
    async prepare(stage) {
      const { client } = stage
      await trackSessions(stage)
      await alice(stage)
      const AuthParameters = { USERNAME: 'alice', PREFERRED_CHALLENGE: 'EMAIL_OTP' }
      const input = { ClientId: client, AuthFlow: 'USER_AUTH', AuthParameters }
      const before = await messagesIn(stage)
      return {
        operation: 'InitiateAuth',
        input,
        async assertAfter() {
          assert.equal(await messagesIn(stage), before)
          await noTokensAreMade(stage)
        },
      }
    },
  },
  { source: 'PreAuthentication_Authentication', prepare: signInOfAlice },
  { source: 'PostAuthentication_Authentication', prepare: signInOfAlice },
  { source: 'TokenGeneration_Authentication', trigger: 'PreTokenGeneration', prepare: signInOfAlice },
  {
    source: 'TokenGeneration_RefreshTokens',
    trigger: 'PreTokenGeneration',
    async prepare(stage) {
      await alice(stage)
      const { AuthenticationResult } = await stage.it.ok('InitiateAuth', requestsOf(stage).signIn)
      const AuthParameters = { REFRESH_TOKEN: AuthenticationResult.RefreshToken }
      const input = { ClientId: stage.client, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters }
      // The refresh token stays good.
      return { operation: 'InitiateAuth', input, assertAfter: () => stage.it.ok('InitiateAuth', input) }
    },
  },
  { source: 'DefineAuthChallenge_Authentication', ...CUSTOM_OCCASION, prepare: customSignInOfAlice },
  { source: 'CreateAuthChallenge_Authentication', ...CUSTOM_OCCASION, prepare: customSignInOfAlice },
  { source: 'VerifyAuthChallengeResponse_Authentication', ...CUSTOM_OCCASION, prepare: customAnswerOfAlice },
  {
    source: 'UserMigration_Authentication',
    refusal: migrationFailed,
    body: answering({ userAttributes: { email: ADDRESS }, finalUserStatus: 'CONFIRMED' }),
    async prepare(stage) {
      const input = requestsOf(stage).signIn
      return { operation: 'InitiateAuth', input, assertAfter: () => nobodyIsMade(stage) }
    },
  },
  {
    source: 'UserMigration_ForgotPassword',
    refusal: migrationFailed,
    body: answering({ userAttributes: { email: ADDRESS, email_verified: 'true' } }),
    async prepare(stage) {
      const input = requestsOf(stage).named
      return { operation: 'ForgotPassword', input, assertAfter: () => nobodyIsMade(stage) }
    },
  },
]

function migrationFailed({ client }: Stage): Refusal {
  return ['UserNotFoundException', `Exception migrating user in app client ${client}`]
}

async function signInOfAlice(stage: Stage): Promise<Act> {
  await trackSessions(stage)
  await alice(stage)
  const input = requestsOf(stage).signIn
  return { operation: 'InitiateAuth', input, assertAfter: () => noTokensAreMade(stage) }
}

async function customSignInOfAlice(stage: Stage): Promise<Act> {
  await trackSessions(stage)
  await alice(stage)
  const input = customRequests(stage).begin
  return { operation: 'InitiateAuth', input, assertAfter: () => noTokensAreMade(stage) }
}

/** Of an answer that is right. */
async function customAnswerOfAlice(stage: Stage): Promise<Act> {
  await trackSessions(stage)
  await alice(stage)
  const { begin, answer } = customRequests(stage)
  stage.functions.set(FUNCTION, customFunction)
  const input = answer((await stage.it.ok('InitiateAuth', begin)).Session)
  return {
    operation: 'RespondToAuthChallenge',
    input,
    async assertAfter() {
      await noTokensAreMade(stage)
      // The answer can't be given twice.
      assert.equal((await stage.it.refusal('RespondToAuthChallenge', input))[0], 'NotAuthorizedException')
    },
  }
}

/** From now on {@link noTokensAreMade} sees tokens. */
export async function trackSessions({ it, pool }: Stage): Promise<void> {
  const tracking = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 7 } }
  await it.administrate('SetUserPoolSessionConfiguration', { UserPoolId: pool, ...tracking })
}

/** Asserts that no tokens were granted to alice, and that she may still sign in. */
export async function noTokensAreMade(stage: Stage): Promise<void> {
  const { administrated, signIn } = requestsOf(stage)
  assert.equal((await stage.it.administrate('AdminListUserSessions', administrated)).Sessions.length, 0)
  await stage.it.ok('InitiateAuth', signIn)
  assert.equal((await stage.it.administrate('AdminListUserSessions', administrated)).Sessions.length, 1)
}

/** Asserts that there is no alice, and no message to her. */
export async function nobodyIsMade({ it, pool }: Stage): Promise<void> {
  const named = { UserPoolId: pool, Username: 'alice' }
  assert.equal((await it.refusal('AdminGetUser', named, true))[0], 'UserNotFoundException')
  const { Users } = await it.administrate('ListUsers', { UserPoolId: pool })
  assert.deepEqual(Users, [])
  assert.equal(await messagesIn({ it, pool }), 0)
}

/** How many messages the pool has sent to alice. */
async function messagesIn({ it, pool }: Pick<Stage, 'it' | 'pool'>): Promise<number> {
  await it.house.settled()
  const messages = await it.house.storage.stores.inbox.newest({ limit: 100, to: ADDRESS })
  return messages.filter(({ userPoolId }) => userPoolId === pool).length
}
