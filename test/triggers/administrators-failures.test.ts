// The operations that call functions and that no journey of a user leads to: each error of a function reaches the caller.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { useFunctions } from '../support/functions.ts'
import { OTHER_PASSWORD, useJourneys } from '../support/journeys.ts'
import { list, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { FAILURE_KINDS } from './failure-kinds.ts'
import { ADDRESS, alice, FUNCTION, newStage, requestsOf, type Stage } from './stage.ts'

interface Call {
  readonly trigger: string
  readonly signed?: boolean
  /** All that goes before; returns the input of the call. */
  prepare(stage: Stage): Promise<object>
}

const CALLS: Partial<Record<OperationName, Call>> = {
  AdminConfirmSignUp: {
    trigger: 'PostConfirmation',
    signed: true,
    async prepare(stage) {
      const { signUp, administrated } = requestsOf(stage)
      await stage.it.ok('SignUp', signUp)
      return administrated
    },
  },
  AdminResetUserPassword: {
    trigger: 'CustomMessage',
    signed: true,
    async prepare(stage) {
      await alice(stage)
      return requestsOf(stage).administrated
    },
  },
  AdminUpdateUserAttributes: {
    trigger: 'CustomMessage',
    signed: true,
    async prepare(stage) {
      await alice(stage)
      return { ...requestsOf(stage).administrated, UserAttributes: list({ email: `new-${ADDRESS}` }) }
    },
  },
  AdminInitiateAuth: {
    trigger: 'PreTokenGeneration',
    signed: true,
    async prepare(stage) {
      await alice(stage)
      const { ClientId, AuthParameters } = requestsOf(stage).signIn
      const AuthFlow = 'ADMIN_USER_PASSWORD_AUTH'
      return { UserPoolId: stage.pool, ClientId, AuthFlow, AuthParameters }
    },
  },
  AdminRespondToAuthChallenge: {
    trigger: 'PreTokenGeneration',
    signed: true,
    async prepare(stage) {
      const { invite, signIn } = requestsOf(stage)
      await stage.it.administrate('AdminCreateUser', invite)
      const AuthParameters = { USERNAME: 'alice', PASSWORD: TEMPORARY }
      const { Session, ChallengeName } = await stage.it.ok('InitiateAuth', { ...signIn, AuthParameters })
      const ChallengeResponses = { USERNAME: 'alice', NEW_PASSWORD: OTHER_PASSWORD }
      return { UserPoolId: stage.pool, ClientId: stage.client, ChallengeName, Session, ChallengeResponses }
    },
  },
  GetTokensFromRefreshToken: {
    trigger: 'PreTokenGeneration',
    async prepare(stage) {
      await alice(stage)
      const AuthParameters = { USERNAME: 'alice', PASSWORD }
      const signIn = { ...requestsOf(stage).signIn, AuthParameters }
      const { AuthenticationResult } = await stage.it.ok('InitiateAuth', signIn)
      return { ClientId: stage.client, RefreshToken: AuthenticationResult.RefreshToken }
    },
  },
}

const KINDS = FAILURE_KINDS.filter(({ isSlow }) => !isSlow)

describe('a function whose failure reaches the caller', () => {
  const functions = useFunctions()
  const it = useJourneys({ functions: { functions: functions.named(FUNCTION) } })

  for (const [operation, { trigger, signed = false, prepare }] of Object.entries(CALLS) as [
    OperationName,
    Call,
  ][]) {
    test(`of ${operation}`, async () => {
      const seen = new Set<string>()
      for (const { body, refusal } of KINDS) {
        const stage = await newStage(it, functions, [trigger])
        const input = await prepare(stage)
        functions.set(FUNCTION, body)
        const expected = refusal(trigger)
        assert.deepEqual(await it.refusal(operation, input, signed), expected)
        seen.add(expected[0])
      }
      const all = [
        'InvalidLambdaResponseException',
        'UnexpectedLambdaException',
        'UserLambdaValidationException',
      ]
      assert.deepEqual([...seen].sort(), all)
    })
  }
})
