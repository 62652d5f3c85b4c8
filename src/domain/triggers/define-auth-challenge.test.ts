import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ServiceError } from '../../contract/service-error.ts'
import { noTally } from '../../kernel/tally.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { TriggerContext } from './call-trigger.ts'
import { callDefineAuthChallenge } from './define-auth-challenge.ts'

const ignore = () => {}
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => log }
const pool = { id: 'us-east-1_Example01', region: 'us-east-1', settings: {} } as UserPool
const stranger = { clientId: 'client', userName: 'bob', user: undefined, hidesUsers: true, rounds: [] }

/** The decision on what a function returned, or the name of the error. */
async function decided(payloadOf: (event: object) => string): Promise<string> {
  const context = {
    triggers: {
      async invoke({ payload }: { payload: string }) {
        return { kind: 'answer', payload: payloadOf(JSON.parse(payload)) }
      },
    },
    origin: { ipAddress: '127.0.0.1', userAgent: '' },
    requestId: 'r',
    log,
    tally: noTally,
  } as unknown as TriggerContext
  const signIn = { ...stranger, clientMetadata: undefined }
  return callDefineAuthChallenge(context, pool, 'arn', signIn).then(
    ({ kind }) => kind,
    (error) => (error instanceof ServiceError ? error.name : assert.fail(String(error))),
  )
}

const MEMBERS = ['issueTokens', 'failAuthentication', 'challengeName', 'answerCorrect']
const VALUE = fc.oneof(fc.constantFrom(true, false, null, 'true', 1, 'CUSTOM_CHALLENGE', ''), fc.jsonValue())
const RESPONSE = fc.dictionary(fc.oneof(fc.constantFrom(...MEMBERS), fc.string()), VALUE, { maxKeys: 4 })

describe('a decision on custom challenges', () => {
  test('is tokens only if the function says just that', async () => {
    await fc.assert(
      fc.asyncProperty(RESPONSE, async (response) => {
        const decision = await decided((event) => JSON.stringify({ ...event, response }))
        if (decision !== 'tokens') return
        assert.equal(response.issueTokens, true)
        assert.ok(
          response.failAuthentication === undefined ||
            response.failAuthentication === null ||
            response.failAuthentication === false,
        )
        assert.ok(Object.keys(response).every((name) => MEMBERS.slice(0, 3).includes(name)))
      }),
      { numRuns: 500 },
    )
  })

  test('is never tokens for anything but a whole event', async () => {
    const wanted = { response: { issueTokens: true } }
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        assert.equal(await decided(() => text), 'InvalidLambdaResponseException')
      }),
      { numRuns: 300 },
    )
    for (const part of [
      'version',
      'region',
      'userPoolId',
      'userName',
      'callerContext',
      'triggerSource',
      'request',
    ]) {
      const decision = await decided((event) => JSON.stringify({ ...event, ...wanted, [part]: undefined }))
      assert.equal(decision, 'InvalidLambdaResponseException', part)
    }
    assert.equal(await decided((event) => JSON.stringify({ ...event, ...wanted })), 'tokens')
  })
})
