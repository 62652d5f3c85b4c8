import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  SetUserPoolClientSessionConfigurationCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { ABSENT_POOL, newHousehold, track } from './fixtures.ts'

// The four operations on the configuration of sessions.

const house = usePoolhouse()

const NAMES = [
  'GetUserPoolSessionConfiguration',
  'SetUserPoolSessionConfiguration',
  'GetUserPoolClientSessionConfiguration',
  'SetUserPoolClientSessionConfiguration',
]

const input = (UserPoolId: string, ClientId = 'nobody') => ({
  UserPoolId,
  ClientId,
  UserSessionTracking: 'ENABLED',
  TokenSession: { MaxPerUser: 1 },
  SSOSession: { MaxValidityMinutes: 1 },
})

async function ofPool(UserPoolId: string) {
  const { $metadata, ...rest } = await house
    .client()
    .send(new GetUserPoolSessionConfigurationCommand({ UserPoolId }))
  return rest
}

async function ofClient(UserPoolId: string, ClientId: string) {
  const { $metadata, ...rest } = await house
    .client()
    .send(new GetUserPoolClientSessionConfigurationCommand({ UserPoolId, ClientId }))
  return rest
}

async function setOfClient(UserPoolId: string, ClientId: string, MaxValidityMinutes: number) {
  const { $metadata, ...rest } = await house.client().send(
    new SetUserPoolClientSessionConfigurationCommand({
      UserPoolId,
      ClientId,
      SSOSession: { MaxValidityMinutes },
    }),
  )
  return rest
}

describe('access to GetUserPoolSessionConfiguration, SetUserPoolSessionConfiguration and the two of clients', () => {
  test('asks for a signature', async () => {
    for (const name of NAMES) {
      const answer = await house.call(name, {}, { signed: false })
      assert.equal(answer.json.__type, 'MissingAuthenticationTokenException')
    }
  })

  test('asks for an IAM action on the pool', async () => {
    const Statement = [{ Effect: 'Allow', Action: 'cognito-idp:ListUsers', Resource: '*' }]
    const credentials = await house.userWith({ Version: '2012-10-17', Statement })
    for (const name of NAMES) {
      const answer = await house.call(name, input(ABSENT_POOL), { credentials })
      assert.match(answer.json.Message, new RegExp(`cognito-idp:${name} on resource: .*${ABSENT_POOL} `))
    }
  })
})

describe('validation of GetUserPoolSessionConfiguration and SetUserPoolSessionConfiguration, GetUserPoolClientSessionConfiguration and SetUserPoolClientSessionConfiguration', () => {
  test('names a pool or a client that does not exist', async () => {
    for (const name of NAMES) {
      const answer = await house.call(name, input(ABSENT_POOL))
      assert.deepEqual(answer.json, {
        __type: 'ResourceNotFoundException',
        message: `User pool ${ABSENT_POOL} does not exist.`,
      })
    }
    const { poolId } = await newHousehold(house)
    const unknown = 'User pool client nobody does not exist.'
    await refuses(ofClient(poolId, 'nobody'), 'ResourceNotFoundException', unknown)
    await refuses(setOfClient(poolId, 'nobody', 5), 'ResourceNotFoundException', unknown)
  })

  test('keeps the limits: 1 to 100 sessions, 0 to 129600 minutes', async () => {
    const { poolId, clientId } = await newHousehold(house)
    await refuses(
      track(house, poolId, 0),
      'InvalidParameterException',
      "1 validation error detected: Value '0' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
    await refuses(
      track(house, poolId, 101),
      'InvalidParameterException',
      "1 validation error detected: Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100",
    )
    await assert.rejects(setOfClient(poolId, clientId, -1), { name: 'InvalidParameterException' })
    await assert.rejects(setOfClient(poolId, clientId, 129_601), { name: 'InvalidParameterException' })
  })

  test('needs a tier above LITE', async () => {
    const poolId = await newPool(house.client(), { UserPoolTier: 'LITE' })
    const { id } = await newClient(house.client(), poolId)
    const text =
      'The following feature is not available for the LITE pricing tier configured: User Session Tracking'
    await refuses(track(house, poolId), 'FeatureUnavailableInTierException', text)
    await refuses(setOfClient(poolId, id, 5), 'FeatureUnavailableInTierException', text)
  })

  test('keeps the pool from LITE while it tracks sessions', async () => {
    const { poolId } = await newHousehold(house)
    const lower = () =>
      house.client().send(new UpdateUserPoolCommand({ UserPoolId: poolId, UserPoolTier: 'LITE' }))
    await refuses(
      lower(),
      'TierChangeNotAllowedException',
      'The following features need to be disabled for the LITE pricing tier configured: User Session Tracking',
    )
    await track(house, poolId, 5, 'DISABLED')
    await lower()
  })

  test('needs tracking for the setting of a client', async () => {
    const { poolId, clientId } = await newHousehold(house)
    await track(house, poolId, 5, 'DISABLED')
    await refuses(
      setOfClient(poolId, clientId, 5),
      'OperationNotEnabledException',
      `User session tracking is not enabled for user pool ${poolId}.`,
    )
  })
})

describe('behaviour of GetUserPoolSessionConfiguration and SetUserPoolSessionConfiguration, GetUserPoolClientSessionConfiguration and SetUserPoolClientSessionConfiguration', () => {
  test('a pool that was never configured tracks nothing and would allow 20', async () => {
    const UserPoolId = await newPool(house.client())
    assert.deepEqual(await ofPool(UserPoolId), {
      UserPoolId,
      UserSessionTracking: 'DISABLED',
      TokenSession: { MaxPerUser: 20 },
    })
  })

  test('a pool returns what was set, the last time in full', async () => {
    const { poolId: UserPoolId } = await newHousehold(house)
    const expected = { UserPoolId, UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 7 } }
    const { $metadata, ...answer } = await track(house, UserPoolId, 7, 'DISABLED')
    assert.deepEqual(answer, expected)
    assert.deepEqual(await ofPool(UserPoolId), expected)
  })

  test('a client has an hour until it is set, and keeps its setting while tracking is off', async () => {
    const { poolId: UserPoolId, clientId: ClientId } = await newHousehold(house)
    assert.deepEqual(await ofClient(UserPoolId, ClientId), {
      UserPoolId,
      ClientId,
      SSOSession: { MaxValidityMinutes: 60 },
    })
    const expected = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 0 } }
    assert.deepEqual(await setOfClient(UserPoolId, ClientId, 0), expected)
    await track(house, UserPoolId, 7, 'DISABLED')
    assert.deepEqual(await ofClient(UserPoolId, ClientId), expected)
  })
})
