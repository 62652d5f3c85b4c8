import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Refusal } from '../../support/journeys.ts'
import { testTokenAccess, useGround } from './token-access.ts'

const SCHEMA = [
  { Name: 'team', AttributeDataType: 'String', Mutable: true },
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
]

const ground = useGround({ Schema: SCHEMA })

testTokenAccess('DeleteUserAttributes', () => ground, { UserAttributeNames: [] }, [
  'InvalidParameterException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'ResourceNotFoundException',
  'UserNotConfirmedException',
  'UserNotFoundException',
])

const ATTRIBUTES = { email: 'a@example.com', 'custom:team': 'blue', 'custom:tenant': 'owned' }

async function signedInUser(pool = ground.pool, ClientId = ground.client, more: Record<string, string> = {}) {
  const { it } = ground
  const user = await it.member(pool, ClientId, { ...ATTRIBUTES, ...more })
  const AccessToken = await it.signIn(user)
  return {
    remove: (...UserAttributeNames: string[]) =>
      it.ok('DeleteUserAttributes', { AccessToken, UserAttributeNames }),
    refusal: (...UserAttributeNames: string[]) =>
      it.refusal('DeleteUserAttributes', { AccessToken, UserAttributeNames }),
    attributes: async () => (await it.look(pool, user.Username)).attributes,
  }
}

const invalid = (message: string): Refusal => ['InvalidParameterException', message]

describe('validation', () => {
  const rows: [string, string, string][] = [
    ['a verification flag', 'email_verified', 'Cannot modify the non-mutable attribute email_verified'],
    [
      'an immutable attribute',
      'custom:tenant',
      'Invalid user attributes: Custom.User.tenant: This attribute does not satisfy the mutability validation defined in the schema.',
    ],
    [
      'an unknown attribute',
      'custom:unknown',
      'Invalid user attributes: Type for attribute {custom:unknown} could not be determined',
    ],
  ]
  for (const [what, name, message] of rows) {
    test(`refuses ${what}, and with it the rest of the request`, async () => {
      const user = await signedInUser()
      assert.deepEqual(await user.refusal('custom:team', name), invalid(message))
      assert.equal((await user.attributes())['custom:team'], 'blue')
    })
  }

  test('refuses a required attribute', async () => {
    const { it } = ground
    const family = { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: true }
    const pool = await it.newPool({ Schema: [...SCHEMA, family] })
    const user = await signedInUser(pool, await it.newClient(pool), { family_name: 'Example' })
    assert.deepEqual(
      await user.refusal('family_name'),
      invalid('Invalid user attributes: name.familyName: The attribute name.familyName is required'),
    )
  })

  test('refuses attributes that the client may not write', async () => {
    const { it, pool } = ground
    const narrow = await it.newClient(pool, { WriteAttributes: ['given_name'] })
    const user = await it.member(pool, ground.client, ATTRIBUTES)
    const AccessToken = await it.signIn({ ...user, ClientId: narrow })
    const input = { AccessToken, UserAttributeNames: ['email'] }
    assert.deepEqual(await it.refusal('DeleteUserAttributes', input), [
      'NotAuthorizedException',
      'A client attempted to write unauthorized attribute',
    ])
  })
})

describe('behaviour', () => {
  test('deletes an attribute, and can be repeated', async () => {
    const user = await signedInUser()
    assert.deepEqual(await user.remove('custom:team'), {})
    assert.equal((await user.attributes())['custom:team'], undefined)
    assert.deepEqual(await user.remove('custom:team'), {})
  })

  test('deletes the flag of an address with it', async () => {
    const user = await signedInUser()
    assert.deepEqual(await user.remove('email'), {})
    const { email, email_verified } = await user.attributes()
    assert.deepEqual([email, email_verified], [undefined, undefined])
  })
})
