import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { forEachAddress } from '../support/databases.ts'
import { useFunctions } from '../support/functions.ts'
import { type Refusal, useJourneys } from '../support/journeys.ts'
import { alice, FUNCTION, newStage, requestsOf, type Stage } from './stage.ts'

// What a request answers whose function deletes the user or the pool that the request is about.

const USER_NOT_FOUND: Refusal = ['UserNotFoundException', 'User does not exist.']
const NAME_NOT_FOUND: Refusal = ['UserNotFoundException', 'Username/client id combination not found.']
const poolNotFound = ({ pool }: Stage): Refusal => [
  'ResourceNotFoundException',
  `User pool ${pool} does not exist.`,
]
const clientNotFound = ({ client }: Stage): Refusal => [
  'ResourceNotFoundException',
  `User pool client ${client} does not exist.`,
]

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const it = useJourneys({
      database: newAddress(),
      functions: { functions: functions.named(FUNCTION) },
    })

    /** The function deletes when it is first called, and returns the event. */
    function deleting(operation: OperationName, input: object): void {
      let isDone = false
      functions.set(FUNCTION, async (event) => {
        if (!isDone) await it.administrate(operation, input)
        isDone = true
        return event
      })
    }

    async function signedIn(stage: Stage): Promise<string> {
      return it.signIn(await alice(stage))
    }

    describe('a user who is deleted by the function of a request', () => {
      test('is sent no code for an address', async () => {
        const stage = await newStage(it, functions, ['CustomMessage'])
        const AccessToken = await signedIn(stage)
        deleting('AdminDeleteUser', requestsOf(stage).administrated)
        const input = { AccessToken, AttributeName: 'email' }
        assert.deepEqual(await it.refusal('GetUserAttributeVerificationCode', input), USER_NOT_FOUND)
      })

      test('is sent no code for a forgotten password', async () => {
        const stage = await newStage(it, functions, ['CustomMessage'])
        await alice(stage)
        const { administrated, named } = requestsOf(stage)
        deleting('AdminDeleteUser', administrated)
        assert.deepEqual(await it.refusal('ForgotPassword', named), NAME_NOT_FOUND)
      })

      test('is sent no other code for the sign-up', async () => {
        const stage = await newStage(it, functions, ['CustomMessage'])
        const { administrated, named, signUp } = requestsOf(stage)
        await it.ok('SignUp', signUp)
        deleting('AdminDeleteUser', administrated)
        assert.deepEqual(await it.refusal('ResendConfirmationCode', named), NAME_NOT_FOUND)
      })
    })

    describe('a pool that is deleted by the function of a request', () => {
      test('gets no user who signs up', async () => {
        const stage = await newStage(it, functions, ['PreSignUp'])
        deleting('DeleteUserPool', { UserPoolId: stage.pool })
        assert.deepEqual(await it.refusal('SignUp', requestsOf(stage).signUp), clientNotFound(stage))
      })

      test('gets no user whom an administrator creates', async () => {
        const stage = await newStage(it, functions, ['PreSignUp'])
        deleting('DeleteUserPool', { UserPoolId: stage.pool })
        const { invite } = requestsOf(stage)
        assert.deepEqual(await it.refusal('AdminCreateUser', invite, true), poolNotFound(stage))
      })

      test('signs nobody in', async () => {
        const stage = await newStage(it, functions, ['PreTokenGeneration'])
        await alice(stage)
        deleting('DeleteUserPool', { UserPoolId: stage.pool })
        assert.deepEqual(await it.refusal('InitiateAuth', requestsOf(stage).signIn), clientNotFound(stage))
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
