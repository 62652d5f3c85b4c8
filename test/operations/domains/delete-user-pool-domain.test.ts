import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { NO_POOL, newPrefix } from './fixtures.ts'

const house = usePoolhouse()
const root = house.client()

async function withPrefix() {
  const domain = { UserPoolId: await newPool(root), Domain: newPrefix() }
  await root.send(new CreateUserPoolDomainCommand(domain))
  return domain
}

const NOT_FOUND = ['InvalidParameterException', 'No such domain or user pool exists.'] as const

describe('access', () => {
  testAccess({
    operation: 'DeleteUserPoolDomain',
    house: () => house,
    input: withPrefix,
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for domain and pool', async () => {
    const answer = await house.call('DeleteUserPoolDomain', {})
    assert.match(answer.json.message, /^2 validation errors detected: Value null at 'domain' .*'userPoolId' /)
  })
})

describe('behaviour', () => {
  test('answers an empty object; the pool no longer has the domain and can be deleted', async () => {
    const domain = await withPrefix()
    const answer = await house.call('DeleteUserPoolDomain', domain)
    assert.deepEqual([answer.status, answer.text], [200, '{}'])
    const { UserPoolId } = domain
    const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
    assert.ok(UserPool && !('Domain' in UserPool))
    await root.send(new CreateUserPoolDomainCommand({ ...domain, UserPoolId: await newPool(root) }))
    await root.send(new DeleteUserPoolCommand({ UserPoolId }))
  })

  test('finds no domain twice, none of another pool, and none in a pool that there is not', async () => {
    const domain = await withPrefix()
    const remove = (change = {}) => root.send(new DeleteUserPoolDomainCommand({ ...domain, ...change }))
    await refuses(remove({ UserPoolId: await newPool(root) }), ...NOT_FOUND)
    await refuses(remove({ UserPoolId: NO_POOL }), ...NOT_FOUND)
    await remove()
    await refuses(remove(), ...NOT_FOUND)
  })
})
