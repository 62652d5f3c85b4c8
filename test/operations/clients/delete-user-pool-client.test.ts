import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { DeleteUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { described, NO_CLIENT, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string

before(async () => {
  UserPoolId = await newPool(root)
})

const remove = (ClientId: string, pool = UserPoolId) =>
  root.send(new DeleteUserPoolClientCommand({ UserPoolId: pool, ClientId }))

describe('access', () => {
  testAccess({
    operation: 'DeleteUserPoolClient',
    house: () => house,
    input: async () => ({ UserPoolId, ClientId: (await createClient(root, UserPoolId)).ClientId }),
    resource: poolArn,
  })
})

describe('validation', () => {
  test('asks for a client', async () => {
    const answer = await house.call('DeleteUserPoolClient', { UserPoolId })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value at 'clientId' failed to satisfy constraint: Member must not be null",
    })
  })

  test('refuses an unknown pool', () =>
    refuses(remove(NO_CLIENT, NO_POOL), 'ResourceNotFoundException', NO_POOL_TEXT))

  test('refuses an unknown client', () =>
    refuses(remove(NO_CLIENT), 'ResourceNotFoundException', `User pool client ${NO_CLIENT} does not exist.`))

  test('refuses a client of another pool and leaves it there', async () => {
    const other = await newPool(root)
    const { ClientId } = await createClient(root, other)
    await refuses(
      remove(ClientId),
      'ResourceNotFoundException',
      `User pool client ${ClientId} does not exist.`,
    )
    assert.equal((await described(root, other, ClientId)).ClientId, ClientId)
  })
})

describe('behaviour', () => {
  test('answers zero bytes, and deletes the client and its secret', async () => {
    const { ClientId } = await createClient(root, UserPoolId, { GenerateSecret: true })
    const answer = await house.call('DeleteUserPoolClient', { UserPoolId, ClientId })
    assert.deepEqual({ status: answer.status, text: answer.text }, { status: 200, text: '' })
    assert.equal(await house.storage.stores.clients.find(ClientId), undefined)
    assert.deepEqual(await house.storage.stores.clients.secrets(ClientId), [])
  })

  test('happens once: one of two rivals finds no client', async () => {
    const { ClientId } = await createClient(root, UserPoolId)
    const results = await Promise.allSettled([remove(ClientId), remove(ClientId)])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  })
})
