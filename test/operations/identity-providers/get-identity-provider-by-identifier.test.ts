import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { GetIdentityProviderByIdentifierCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { createProvider, describeProvider, NO_POOL, POOL_NOT_FOUND } from './providers.ts'

const house = usePoolhouse()
const root = house.client()

const find = (UserPoolId: string, IdpIdentifier: string) =>
  root.send(new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier }))

describe('access', () => {
  testAccess({
    operation: 'GetIdentityProviderByIdentifier',
    house: () => house,
    input: async () => {
      const UserPoolId = await newPool(root)
      await createProvider(root, UserPoolId, 'Okta', { IdpIdentifiers: ['okta'] })
      return { UserPoolId, IdpIdentifier: 'okta' }
    },
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('refuses an identifier that can be none', async () => {
    const pool = await newPool(root)
    await assert.rejects(find(pool, 'a/b'), { name: 'InvalidParameterException' })
    await assert.rejects(find(pool, 'x'.repeat(41)), { name: 'InvalidParameterException' })
  })
})

describe('behaviour', () => {
  test('finds no pool and no identifier that does not exist', async () => {
    const pool = await newPool(root)
    await refuses(find(NO_POOL, 'okta'), ...POOL_NOT_FOUND)
    await refuses(
      find(pool, 'okta'),
      'ResourceNotFoundException',
      `Identity provider with identifier okta for tenantId ${pool} does not exist.`,
    )
  })

  test('returns the provider that has the identifier', async () => {
    const pool = await newPool(root)
    await createProvider(root, pool, 'Okta', { IdpIdentifiers: ['example.com', 'okta'] })
    await createProvider(root, pool, 'Entra', { IdpIdentifiers: ['example.org'] })
    const described = await describeProvider(root, pool, 'Okta')
    assert.deepEqual((await find(pool, 'example.com')).IdentityProvider, described)
    assert.deepEqual((await find(pool, 'okta')).IdentityProvider, described)
    assert.equal((await find(pool, 'example.org')).IdentityProvider?.ProviderName, 'Entra')
  })
})
