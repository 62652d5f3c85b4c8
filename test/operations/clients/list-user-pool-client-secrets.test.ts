import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  ListUserPoolClientSecretsCommand,
  type ListUserPoolClientSecretsCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { addSecret, asRegistered, NO_CLIENT, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
let ClientId: string

before(async () => {
  UserPoolId = await newPool(root)
})
beforeEach(async () => {
  ClientId = (await createClient(root, UserPoolId, { GenerateSecret: true })).ClientId
})

const list = (input: Partial<ListUserPoolClientSecretsCommandInput> = {}) =>
  root.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId, ...input }))

describe('access', () => {
  testAccess({
    operation: 'ListUserPoolClientSecrets',
    house: () => house,
    input: async () => ({ UserPoolId, ClientId }),
    resource: poolArn,
  })
})

describe('validation', () => {
  test('asks for a client', async () => {
    const answer = await house.call('ListUserPoolClientSecrets', { UserPoolId })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must not be null",
    })
  })

  test('refuses every page token, since it gives out none', () =>
    refuses(
      list({ NextToken: 'invalid' }),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    ))

  test('refuses a client that registered itself', async () => {
    const registered = await asRegistered(house, ClientId)
    await refuses(
      list({ ClientId: registered }),
      'InvalidParameterException',
      `User pool client ${registered} was created by dynamic client registration, whose secrets cannot be managed.`,
    )
  })

  test('refuses an unknown pool, an unknown client and one of another pool', async () => {
    await refuses(list({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT)
    const foreign = (await createClient(root, await newPool(root))).ClientId
    for (const id of [NO_CLIENT, foreign]) {
      await refuses(
        list({ ClientId: id }),
        'ResourceNotFoundException',
        `User pool client ${id} does not exist.`,
      )
    }
  })
})

describe('behaviour', () => {
  test('shows both secrets, the oldest first, by id and date and never by value', async () => {
    const { ClientSecretId } = await addSecret(root, { UserPoolId, ClientId })
    const answer = await house.call('ListUserPoolClientSecrets', { UserPoolId, ClientId })
    assert.deepEqual(Object.keys(answer.json), ['ClientSecrets'])
    const [first, second] = answer.json.ClientSecrets
    for (const secret of [first, second]) {
      assert.deepEqual(Object.keys(secret), ['ClientSecretCreateDate', 'ClientSecretId'])
    }
    assert.equal(second.ClientSecretId, ClientSecretId)
    assert.ok(first.ClientSecretCreateDate < second.ClientSecretCreateDate)
  })

  test('answers an empty list for a client without a secret', async () => {
    const open = await createClient(root, UserPoolId)
    const answer = await house.call('ListUserPoolClientSecrets', { UserPoolId, ClientId: open.ClientId })
    assert.equal(answer.text, '{"ClientSecrets":[]}')
  })
})
