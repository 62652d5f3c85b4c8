import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { ListIdentityProvidersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { createProvider, NO_POOL, POOL_NOT_FOUND } from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string

before(async () => {
  pool = await newPool(root)
  for (const name of ['Okta', 'Auth0', 'Entra']) await createProvider(root, pool, name)
})

const list = (UserPoolId: string, rest = {}) =>
  root.send(new ListIdentityProvidersCommand({ UserPoolId, ...rest }))

describe('access', () => {
  testAccess({
    operation: 'ListIdentityProviders',
    house: () => house,
    input: async () => ({ UserPoolId: pool }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('refuses more than sixty at once, and a token of another list', async () => {
    await assert.rejects(list(pool, { MaxResults: 61 }), { name: 'InvalidParameterException' })
    const { NextToken } = await list(pool, { MaxResults: 1 })
    await assert.rejects(list(await newPool(root), { NextToken }), { name: 'InvalidParameterException' })
  })
})

describe('behaviour', () => {
  test('finds no pool that does not exist', () => refuses(list(NO_POOL), ...POOL_NOT_FOUND))

  test('returns names, types and dates, and nothing of the details', async () => {
    const { Providers = [] } = await list(pool)
    assert.deepEqual(
      Providers.map((provider) => Object.keys(provider).sort()),
      Array(3).fill(['CreationDate', 'LastModifiedDate', 'ProviderName', 'ProviderType']),
    )
    assert.deepEqual(
      Providers.map(({ ProviderName, ProviderType }) => [ProviderName, ProviderType]),
      [
        ['Auth0', 'OIDC'],
        ['Entra', 'OIDC'],
        ['Okta', 'OIDC'],
      ],
    )
  })

  test('goes from page to page', async () => {
    const first = await list(pool, { MaxResults: 2 })
    const second = await list(pool, { MaxResults: 2, NextToken: first.NextToken })
    const names = [...(first.Providers ?? []), ...(second.Providers ?? [])].map((it) => it.ProviderName)
    assert.deepEqual(names, ['Auth0', 'Entra', 'Okta'])
    assert.equal(second.NextToken, undefined)
  })

  test('returns an empty list for a pool without providers', async () =>
    assert.deepEqual((await list(await newPool(root))).Providers, []))
})
