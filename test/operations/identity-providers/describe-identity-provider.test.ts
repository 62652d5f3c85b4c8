import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { createProvider, describeProvider, NO_POOL, POOL_NOT_FOUND, testProviderAccess } from './providers.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testProviderAccess('DescribeIdentityProvider', house)
})

describe('validation', () => {
  test('refuses an empty name', async () => {
    const UserPoolId = await newPool(root)
    const answer = await house.call('DescribeIdentityProvider', { UserPoolId, ProviderName: '' })
    assert.equal(answer.json.__type, 'InvalidParameterException')
  })
})

describe('behaviour', () => {
  test('finds no pool and no provider that does not exist', async () => {
    const pool = await newPool(root)
    await refuses(describeProvider(root, NO_POOL, 'Okta'), ...POOL_NOT_FOUND)
    await refuses(
      describeProvider(root, pool, 'Okta'),
      'ResourceNotFoundException',
      `Identity provider Okta for tenantId ${pool} does not exist.`,
    )
  })

  test('finds no provider of another pool', async () => {
    const [pool, other] = [await newPool(root), await newPool(root)]
    await createProvider(root, other, 'Okta')
    await assert.rejects(describeProvider(root, pool, 'Okta'), { name: 'ResourceNotFoundException' })
    assert.equal((await describeProvider(root, other, 'Okta')).UserPoolId, other)
  })

  test('returns the members in the order of the wire', async () => {
    const UserPoolId = await newPool(root)
    await createProvider(root, UserPoolId, 'Okta')
    const { json } = await house.call('DescribeIdentityProvider', { UserPoolId, ProviderName: 'Okta' })
    assert.deepEqual(Object.keys(json.IdentityProvider), [
      'AttributeMapping',
      'CreationDate',
      'IdpIdentifiers',
      'LastModifiedDate',
      'ProviderDetails',
      'ProviderName',
      'ProviderType',
      'UserPoolId',
    ])
  })

  test('keeps the details out of the audit trail and the log', async () => {
    const UserPoolId = await newPool(root)
    await createProvider(root, UserPoolId, 'Okta', {
      ProviderDetails: {
        client_id: 'poolhouse',
        client_secret: 'a-very-secret-secret',
        authorize_scopes: 'openid',
        oidc_issuer: 'https://idp.example.com',
        attributes_request_method: 'GET',
      },
    })
    const listed = await house.storage.stores.auditEvents.list({ limit: 1000 })
    const events = listed.map((event) => JSON.stringify(event))
    assert.ok(events.some((event) => event.includes('CreateIdentityProvider')))
    assert.ok(![...events, ...house.logLines].some((line) => line.includes('a-very-secret-secret')))
  })
})
