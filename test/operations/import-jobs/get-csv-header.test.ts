import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AddCustomAttributesCommand, GetCSVHeaderCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { headerOf, MISSING_POOL, newImportPool, POOL_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'GetCSVHeader',
    house: () => house,
    input: async () => ({ UserPoolId: await newImportPool(root) }),
    resource: ({ UserPoolId }: { UserPoolId: string }) =>
      `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
  })
})

describe('validation', () => {
  test('asks for a pool', async () => {
    const answer = await house.call('GetCSVHeader', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.equal(
      answer.json.message,
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
    )
  })

  test('finds no pool that does not exist', async () => {
    await refuses(
      root.send(new GetCSVHeaderCommand({ UserPoolId: MISSING_POOL })),
      'ResourceNotFoundException',
      POOL_NOT_FOUND,
    )
  })
})

describe('behaviour', () => {
  test('lists the standard attributes, the custom ones and two columns of the import, in this order', async () => {
    const UserPoolId = await newImportPool(root)
    await root.send(
      new AddCustomAttributesCommand({
        UserPoolId,
        CustomAttributes: [
          { Name: 'zone', AttributeDataType: 'String' },
          { Name: 'age', AttributeDataType: 'Number' },
        ],
      }),
    )
    assert.equal(
      (await headerOf(root, UserPoolId)).join(','),
      'name,given_name,family_name,middle_name,nickname,preferred_username,profile,picture,website,email,' +
        'email_verified,gender,birthdate,zoneinfo,locale,phone_number,phone_number_verified,address,updated_at,' +
        'custom:zone,custom:age,cognito:mfa_enabled,cognito:username',
    )
    const answer = await root.send(new GetCSVHeaderCommand({ UserPoolId }))
    assert.equal(answer.UserPoolId, UserPoolId)
  })

  test('leaves no audit record of a change', async () => {
    const UserPoolId = await newImportPool(root)
    const before = Date.now()
    await headerOf(root, UserPoolId)
    const reads = { limit: 1, eventName: 'GetCSVHeader', since: before }
    assert.deepEqual(await house.storage.stores.auditEvents.list(reads), [])
  })
})
