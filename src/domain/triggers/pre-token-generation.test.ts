import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noTally } from '../../kernel/tally.ts'
import { NO_CHANGES } from '../tokens/token-changes.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { TriggerContext } from './call-trigger.ts'
import { callPreTokenGenerationForClient } from './pre-token-generation.ts'

const ignore = () => {}
const log = { debug: ignore, info: ignore, warn: ignore, error: ignore, with: () => log }

/** A function that returns the event with this response, and the texts of its events. */
function functionThat(response: object): { context: TriggerContext; events: string[] } {
  const events: string[] = []
  const triggers: TriggerContext['triggers'] = {
    async invoke({ payload }) {
      events.push(payload)
      return { kind: 'answer', payload: JSON.stringify({ ...JSON.parse(payload), response }) }
    },
  }
  const origin = { ipAddress: '127.0.0.1', userAgent: 'boto3' }
  return { context: { triggers, origin, requestId: 'r', log, tally: noTally } as TriggerContext, events }
}

function poolWith(lambdaVersion: string): UserPool {
  const preTokenGenerationConfig = {
    lambdaVersion,
    lambdaArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
  }
  const settings = { lambdaConfig: { preTokenGenerationConfig } }
  return { id: 'us-east-1_Example01', region: 'us-east-1', settings } as unknown as UserPool
}

const occasion = { clientId: 'machine', scope: 'api/read api/write', clientMetadata: { a: 'b' } }

describe('PreTokenGeneration for client credentials', () => {
  test('is called by version 3 with the event of the service, member by member', async () => {
    const accessTokenGeneration = { scopesToAdd: ['api/admin'] }
    const { context, events } = functionThat({ claimsAndScopeOverrideDetails: { accessTokenGeneration } })
    const changes = await callPreTokenGenerationForClient(context, poolWith('V3_0'), occasion)
    assert.deepEqual(changes.scopes.added, ['api/admin'])
    assert.deepEqual(events, [
      '{"version":"3","triggerSource":"TokenGeneration_ClientCredentials","region":"us-east-1",' +
        '"userPoolId":"us-east-1_Example01","userName":"ClientCredentials",' +
        '"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"machine"},' +
        '"request":{"userAttributes":{},"groupConfiguration":null,"clientMetadata":{"a":"b"},' +
        '"scopes":["api/read","api/write"]},"response":{"claimsAndScopeOverrideDetails":null}}',
    ])
  })

  for (const version of ['V1_0', 'V2_0']) {
    test(`is not called by a function of ${version}`, async () => {
      const { context, events } = functionThat({})
      const changes = await callPreTokenGenerationForClient(context, poolWith(version), occasion)
      assert.equal(changes, NO_CHANGES)
      assert.deepEqual(events, [])
    })
  }
})
