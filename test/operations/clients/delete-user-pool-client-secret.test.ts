import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  DeleteUserPoolClientSecretCommand,
  type DeleteUserPoolClientSecretCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import {
  addSecret,
  asRegistered,
  described,
  NO_CLIENT,
  NO_POOL,
  NO_POOL_TEXT,
  poolArn,
  secretIds,
} from './clients.ts'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
let ClientId: string
let ClientSecretId: string

before(async () => {
  UserPoolId = await newPool(root)
})
beforeEach(async () => {
  ClientId = (await createClient(root, UserPoolId, { GenerateSecret: true })).ClientId
  ClientSecretId = (await secretIds(root, UserPoolId, ClientId))[0] ?? assert.fail('no secret')
})

const remove = (input: Partial<DeleteUserPoolClientSecretCommandInput> = {}) =>
  root.send(new DeleteUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecretId, ...input }))

describe('access', () => {
  testAccess({
    operation: 'DeleteUserPoolClientSecret',
    house: () => house,
    async input() {
      await addSecret(root, { UserPoolId, ClientId })
      return { UserPoolId, ClientId, ClientSecretId }
    },
    resource: poolArn,
  })
})

describe('validation', () => {
  test('asks for a secret', async () => {
    const answer = await house.call('DeleteUserPoolClientSecret', { UserPoolId, ClientId })
    assert.deepEqual(answer.json, {
      __type: 'InvalidParameterException',
      message:
        "1 validation error detected: Value null at 'clientSecretId' failed to satisfy constraint: Member must not be null",
    })
  })

  test('refuses the last secret', () =>
    refuses(
      remove(),
      'InvalidParameterException',
      `The last client secret of user pool client ${ClientId} cannot be deleted.`,
    ))

  test('refuses an unknown secret', () =>
    refuses(
      remove({ ClientSecretId: 'none' }),
      'ResourceNotFoundException',
      'Client secret none does not exist.',
    ))

  test('refuses a client that registered itself', async () => {
    const registered = await asRegistered(house, ClientId)
    await refuses(
      remove({ ClientId: registered }),
      'InvalidParameterException',
      `User pool client ${registered} was created by dynamic client registration, whose secrets cannot be managed.`,
    )
  })

  test('refuses an unknown pool, an unknown client and one of another pool', async () => {
    await refuses(remove({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT)
    const foreign = (await createClient(root, await newPool(root), { GenerateSecret: true })).ClientId
    for (const id of [NO_CLIENT, foreign]) {
      await refuses(
        remove({ ClientId: id }),
        'ResourceNotFoundException',
        `User pool client ${id} does not exist.`,
      )
    }
  })
})

describe('behaviour', () => {
  test('leaves the other secret, which the client is then described with', async () => {
    const { ClientSecretValue, ClientSecretId: other } = await addSecret(root, { UserPoolId, ClientId })
    const answer = await house.call('DeleteUserPoolClientSecret', { UserPoolId, ClientId, ClientSecretId })
    assert.equal(answer.text, '{}')
    assert.deepEqual(await secretIds(root, UserPoolId, ClientId), [other])
    assert.equal((await described(root, UserPoolId, ClientId)).ClientSecret, ClientSecretValue)
  })

  test('makes room for a new secret', async () => {
    await addSecret(root, { UserPoolId, ClientId })
    await remove()
    await addSecret(root, { UserPoolId, ClientId })
    assert.equal((await secretIds(root, UserPoolId, ClientId)).length, 2)
  })

  test('leaves a client one secret if two rivals delete both', async () => {
    const { ClientSecretId: other } = await addSecret(root, { UserPoolId, ClientId })
    const results = await Promise.allSettled([remove(), remove({ ClientSecretId: other })])
    assert.deepEqual(results.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    assert.equal((await secretIds(root, UserPoolId, ClientId)).length, 1)
  })
})
