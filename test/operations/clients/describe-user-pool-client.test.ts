import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { addSecret, asRegistered, described, NO_CLIENT, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
let ClientId: string

before(async () => {
  UserPoolId = await newPool(root)
  ClientId = (await createClient(root, UserPoolId, { GenerateSecret: true })).ClientId
})

describe('access', () => {
  testAccess({
    operation: 'DescribeUserPoolClient',
    house: () => house,
    input: async () => ({ UserPoolId, ClientId }),
    resource: poolArn,
  })
})

describe('validation', () => {
  test('refuses an id with a hyphen', async () => {
    const answer = await house.call('DescribeUserPoolClient', { UserPoolId, ClientId: 'a-b' })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value 'a-b' at 'clientId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+",
    })
  })

  test('refuses an unknown pool before an unknown client', () =>
    refuses(described(root, NO_POOL, NO_CLIENT), 'ResourceNotFoundException', NO_POOL_TEXT))

  test('refuses an unknown, a deleted and a foreign client in the same words, without the id', async () => {
    const gone = (await createClient(root, UserPoolId)).ClientId
    await root.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: gone }))
    const foreign = (await createClient(root, await newPool(root))).ClientId
    for (const id of [NO_CLIENT, gone, foreign]) {
      await refuses(
        described(root, UserPoolId, id),
        'ResourceNotFoundException',
        'User pool client does not exist.',
      )
    }
  })

  test('refuses a client of a pool of another region', async () => {
    const answer = await house.call(
      'DescribeUserPoolClient',
      { UserPoolId, ClientId },
      { region: 'eu-west-1' },
    )
    assert.deepEqual(answer.json, {
      __type: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    })
  })
})

describe('behaviour', () => {
  test('shows the oldest secret of two', async () => {
    const { ClientSecret, ClientId } = await createClient(root, UserPoolId, { GenerateSecret: true })
    await addSecret(root, { UserPoolId, ClientId })
    assert.equal((await described(root, UserPoolId, ClientId)).ClientSecret, ClientSecret)
  })

  test('shows the type of a client that registered itself, and of no other', async () => {
    const registered = await asRegistered(house, ClientId)
    assert.equal((await described(root, UserPoolId, registered)).ClientType, 'DCR')
    assert.equal((await described(root, UserPoolId, ClientId)).ClientType, undefined)
  })
})
