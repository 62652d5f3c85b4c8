import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  DeleteIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { createProvider, NO_POOL, POOL_NOT_FOUND, testProviderAccess } from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string

before(async () => {
  pool = await newPool(root)
})

const remove = (ProviderName: string, UserPoolId = pool) =>
  root.send(new DeleteIdentityProviderCommand({ UserPoolId, ProviderName }))

describe('access', () => {
  testProviderAccess('DeleteIdentityProvider', house)
})

describe('validation', () => {
  test('finds no pool that does not exist', () => refuses(remove('Okta', NO_POOL), ...POOL_NOT_FOUND))

  test('refuses a name of 33 characters', () =>
    assert.rejects(remove('x'.repeat(33)), { name: 'InvalidParameterException' }))
})

describe('behaviour', () => {
  test('answers zero bytes, and finds nothing the second time', async () => {
    await createProvider(root, pool, 'Gone', { IdpIdentifiers: ['gone.example.com'] })
    const answer = await house.call('DeleteIdentityProvider', { UserPoolId: pool, ProviderName: 'Gone' })
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '')
    await refuses(
      remove('Gone'),
      'ResourceNotFoundException',
      `Identity provider Gone in User Pool ${pool} does not exist.`,
    )
    await createProvider(root, pool, 'Heir', { IdpIdentifiers: ['gone.example.com'] })
  })

  test('leaves its name with clients, whose next update is refused', async () => {
    await createProvider(root, pool, 'Named')
    const SupportedIdentityProviders = ['COGNITO', 'Named']
    const { id: ClientId } = await newClient(root, pool, { SupportedIdentityProviders })
    await remove('Named')
    const { UserPoolClient } = await root.send(
      new DescribeUserPoolClientCommand({ UserPoolId: pool, ClientId }),
    )
    assert.deepEqual(UserPoolClient?.SupportedIdentityProviders, SupportedIdentityProviders)
    await refuses(
      root.send(new UpdateUserPoolClientCommand({ UserPoolId: pool, ClientId, SupportedIdentityProviders })),
      'InvalidParameterException',
      `The provider Named does not exist for User Pool ${pool}.`,
    )
  })
})
