import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import type { AddUserPoolClientSecretCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import {
  addSecret,
  asRegistered,
  lastRecord,
  NO_CLIENT,
  NO_POOL,
  NO_POOL_TEXT,
  poolArn,
  secretIds,
} from './clients.ts'

const GIVEN_SECRET = 'a_secret_of_my_own_choice+2'

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

const add = (input: Partial<AddUserPoolClientSecretCommandInput> = {}) =>
  addSecret(root, { UserPoolId, ClientId, ...input })

describe('access', () => {
  testAccess({
    operation: 'AddUserPoolClientSecret',
    house: () => house,
    input: async () => ({ UserPoolId, ClientId }),
    resource: poolArn,
  })
})

describe('validation', () => {
  test('refuses a secret of 65 characters without showing it', async () => {
    const ClientSecret = 'x'.repeat(65)
    const answer = await house.call('AddUserPoolClientSecret', { UserPoolId, ClientId, ClientSecret })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /Member must have length less than or equal to 64$/)
    assert.doesNotMatch(answer.text, /xxx/)
  })

  test('refuses a client without a secret', async () => {
    const open = (await createClient(root, UserPoolId)).ClientId
    await refuses(
      add({ ClientId: open }),
      'InvalidParameterException',
      `User pool client ${open} is not configured with a client secret.`,
    )
  })

  test('refuses a client that registered itself', async () => {
    const registered = await asRegistered(house, ClientId)
    await refuses(
      add({ ClientId: registered }),
      'InvalidParameterException',
      `User pool client ${registered} was created by dynamic client registration, whose secrets cannot be managed.`,
    )
  })

  test('refuses a third secret', async () => {
    await add()
    await refuses(
      add(),
      'LimitExceededException',
      `User pool client ${ClientId} already has 2 client secrets.`,
    )
  })

  test('refuses an unknown pool, an unknown client and one of another pool', async () => {
    await refuses(add({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT)
    const foreign = (await createClient(root, await newPool(root), { GenerateSecret: true })).ClientId
    for (const id of [NO_CLIENT, foreign]) {
      await refuses(
        add({ ClientId: id }),
        'ResourceNotFoundException',
        `User pool client ${id} does not exist.`,
      )
    }
  })
})

describe('behaviour', () => {
  test('shows a secret that it generated', async () => {
    const { ClientSecretId, ClientSecretValue, ClientSecretCreateDate } = await add()
    assert.match(ClientSecretValue ?? '', /^[0-9a-z]{52}$/)
    assert.equal(ClientSecretId, `${ClientId}--${ClientSecretCreateDate?.getTime()}`)
    const secrets = await house.storage.stores.clients.secrets(ClientId)
    assert.equal(secrets[1]?.value, ClientSecretValue)
  })

  test('keeps a secret that was given and does not repeat it', async () => {
    const answer = await house.call('AddUserPoolClientSecret', {
      UserPoolId,
      ClientId,
      ClientSecret: GIVEN_SECRET,
    })
    assert.deepEqual(Object.keys(answer.json.ClientSecretDescriptor), [
      'ClientSecretCreateDate',
      'ClientSecretId',
    ])
    const secrets = await house.storage.stores.clients.secrets(ClientId)
    assert.equal(secrets[1]?.value, GIVEN_SECRET)
  })

  test('lets one of several rivals have the second place', async () => {
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => add()))
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.equal(new Set(await secretIds(root, UserPoolId, ClientId)).size, 2)
  })

  test('records the call without the secret', async () => {
    const { ClientSecretId } = await add({ ClientSecret: GIVEN_SECRET })
    const record = await lastRecord(house, 'AddUserPoolClientSecret')
    assert.equal(record.responseElements.clientSecretDescriptor.clientSecretId, ClientSecretId)
    assert.equal(record.requestParameters.clientSecret, 'HIDDEN_DUE_TO_SECURITY_REASONS')
    assert.ok(!JSON.stringify(record).includes(GIVEN_SECRET))
  })
})
