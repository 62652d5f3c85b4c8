import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { storeImportJob } from '../../support/import-jobs.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from './signed-access.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'DeleteUserPool',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for an id', async () => {
    const answer = await house.call('DeleteUserPool', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(
      answer.json.message,
      /at 'userPoolId' failed to satisfy constraint: Member must not be null$/,
    )
  })
})

describe('behaviour', () => {
  test('answers no body at all and leaves no pool', async () => {
    const UserPoolId = await newPool(root)
    const answer = await house.call('DeleteUserPool', { UserPoolId })
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '')
    const gone = `User pool ${UserPoolId} does not exist.`
    await refuses(root.send(new DescribeUserPoolCommand({ UserPoolId })), 'ResourceNotFoundException', gone)
    await refuses(root.send(new DeleteUserPoolCommand({ UserPoolId })), 'ResourceNotFoundException', gone)
  })

  test('refuses a protected pool until the protection is taken away', async () => {
    const UserPoolId = await newPool(root, { DeletionProtection: 'ACTIVE' })
    await refuses(
      root.send(new DeleteUserPoolCommand({ UserPoolId })),
      'InvalidParameterException',
      'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    )
    await root.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: 'INACTIVE' }))
    await root.send(new DeleteUserPoolCommand({ UserPoolId }))
  })

  test('refuses a pool while users are imported', async () => {
    const UserPoolId = await newPool(root)
    await storeImportJob(house.storage, UserPoolId, { status: 'InProgress' })
    await refuses(
      root.send(new DeleteUserPoolCommand({ UserPoolId })),
      'UserImportInProgressException',
      `User pool ${UserPoolId} has an import job in progress.`,
    )
  })
})
