// Functions for custom challenges that answer nonsense. That they throw, hang or the like is in failure-matrix.test.ts.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  answerTo,
  CUSTOM_FLOW,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { answering, useFunctions } from '../support/functions.ts'
import { useJourneys } from '../support/journeys.ts'

const UNRECOGNIZABLE = ['InvalidLambdaResponseException', 'Unrecognizable lambda output']

const NONSENSE: [name: string, what: string, members: object][] = [
  ['define', 'decides nothing', {}],
  ['define', 'decides nothing, in so many words', { issueTokens: false, failAuthentication: false }],
  ['define', 'names no challenge that there is', { challengeName: 'MAGIC' }],
  ['define', 'names an empty challenge', { challengeName: '' }],
  ['define', 'names a challenge by a number', { challengeName: 1 }],
  ['define', 'asks for a password that was not begun with', { challengeName: 'PASSWORD_VERIFIER' }],
  ['define', 'asks for the beginning', { challengeName: 'SRP_A' }],
  ['define', 'asks for a second factor', { challengeName: 'SOFTWARE_TOKEN_MFA' }],
  ['define', 'asks for a device', { challengeName: 'DEVICE_SRP_AUTH' }],
  ['define', 'wants tokens by a text', { issueTokens: 'true' }],
  ['define', 'wants tokens by a number', { issueTokens: 1 }],
  ['define', 'wants tokens by a list', { issueTokens: [true] }],
  ['define', 'wants tokens and refuses by a text', { issueTokens: true, failAuthentication: 'no' }],
  ['define', 'wants tokens and says what nobody asked', { issueTokens: true, answerCorrect: true }],
  ['create', 'makes parameters that are no object', { publicChallengeParameters: ['a'] }],
  ['create', 'makes parameters that are no texts', { publicChallengeParameters: { a: 1 } }],
  ['create', 'makes private parameters that are no texts', { privateChallengeParameters: { a: { b: 'c' } } }],
  ['create', 'makes metadata that are no text', { challengeMetadata: { a: 'b' } }],
  ['create', 'decides in the place of another', { issueTokens: true }],
  ['verify', 'calls an answer right by a text', { answerCorrect: 'true' }],
  ['verify', 'calls an answer right by a number', { answerCorrect: 1 }],
  ['verify', 'decides in the place of another', { answerCorrect: true, issueTokens: true }],
]

const functions = useFunctions()
const it = useJourneys({ functions: { functions: functions.named(...CUSTOM_FUNCTIONS) } })
let client: string

const request = () => ({ ClientId: client, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'alice' } })
const response = (Session: string, ANSWER: string) => ({
  ClientId: client,
  ChallengeName: 'CUSTOM_CHALLENGE',
  ChallengeResponses: { USERNAME: 'alice', ANSWER },
  Session,
})

describe('a function for custom challenges', () => {
  before(async () => {
    setCustomFunctions(functions)
    const pool = await it.newPool({ LambdaConfig: CUSTOM_LAMBDAS })
    client = await it.newClient(pool, CUSTOM_FLOW)
    await it.member(pool, client, {}, 'alice')
  })
  beforeEach(() => setCustomFunctions(functions))

  for (const [name, what, members] of NONSENSE) {
    test(`${name} that ${what} never yields tokens`, async () => {
      const body = answering(members)
      if (name !== 'verify') {
        functions.set(name, body)
        assert.deepEqual(await it.refusal('InitiateAuth', request()), UNRECOGNIZABLE)
        setCustomFunctions(functions, 2)
      }
      const { Session } = await it.ok('InitiateAuth', request())
      functions.set(name, body)
      const answered = response(Session, answerTo(0))
      assert.deepEqual(await it.refusal('RespondToAuthChallenge', answered), UNRECOGNIZABLE)
      setCustomFunctions(functions)
      assert.deepEqual(await it.refusal('RespondToAuthChallenge', answered), [
        'NotAuthorizedException',
        'Invalid session for the user, session can only be used once.',
      ])
    })
  }

  test('verify that says nothing leaves the answer wrong', async () => {
    for (const members of [{}, { answerCorrect: null }, { answerCorrect: false }]) {
      const { Session } = await it.ok('InitiateAuth', request())
      functions.set('verify', answering(members))
      const { ChallengeName } = await it.ok('RespondToAuthChallenge', response(Session, answerTo(0)))
      assert.equal(ChallengeName, 'CUSTOM_CHALLENGE')
    }
  })

  test('that the pool has lost ends what has begun', async () => {
    const pool = await it.newPool({ LambdaConfig: CUSTOM_LAMBDAS })
    const ClientId = await it.newClient(pool, CUSTOM_FLOW)
    await it.member(pool, ClientId, {}, 'alice')
    const { Session } = await it.ok('InitiateAuth', { ...request(), ClientId })
    await it.administrate('UpdateUserPool', { UserPoolId: pool, LambdaConfig: {} })
    const answered = { ...response(Session, answerTo(0)), ClientId }
    assert.deepEqual(await it.refusal('RespondToAuthChallenge', answered), [
      'InvalidParameterException',
      'Custom auth lambda trigger is not configured for the user pool.',
    ])
  })
})
