import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { named } from '../../support/journeys.ts'
import { testTokenAccess, useGround } from './token-access.ts'

const SCHEMA = [
  { Name: 'team', AttributeDataType: 'String', Mutable: true },
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
]
const ATTRIBUTES = {
  given_name: 'Alice',
  'custom:team': 'initial',
  'custom:tenant': 'owned',
  family_name: 'Example',
  email: 'alice@example.com',
}

const ground = useGround({ Schema: SCHEMA })

testTokenAccess('GetUser', () => ground, {}, [
  'InvalidParameterException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'ResourceNotFoundException',
  'UserNotConfirmedException',
  'UserNotFoundException',
])

describe('behaviour', () => {
  test('answers as recorded: standard attributes, then custom ones, the sub last', async () => {
    const { it, pool, client } = ground
    const user = await it.member(pool, client, ATTRIBUTES, 'alice')
    const AccessToken = await it.signIn(user)
    const { text } = await it.house.call('GetUser', { AccessToken }, { signed: false })
    assert.equal(
      text,
      `{"UserAttributes":[{"Name":"email","Value":"alice@example.com"},{"Name":"email_verified","Value":"false"},{"Name":"family_name","Value":"Example"},{"Name":"given_name","Value":"Alice"},{"Name":"custom:team","Value":"initial"},{"Name":"custom:tenant","Value":"owned"},{"Name":"sub","Value":"${user.sub}"}],"Username":"alice"}`,
    )
  })

  test('shows what the client may read now, whatever it could read when the token was issued', async () => {
    const { it, pool } = ground
    const ClientId = await it.newClient(pool, { ReadAttributes: ['email'] })
    const user = await it.member(pool, ClientId, ATTRIBUTES)
    const AccessToken = await it.signIn(user)
    const readable = async () => named((await it.ok('GetUser', { AccessToken })).UserAttributes)
    assert.deepEqual(await readable(), { email: 'alice@example.com', sub: user.sub })
    for (const [ReadAttributes, shown] of [
      [['given_name'], { given_name: 'Alice' }],
      [['custom:team'], { 'custom:team': 'initial' }],
    ] as const) {
      await it.administrate('UpdateUserPoolClient', { UserPoolId: pool, ClientId, ReadAttributes })
      assert.deepEqual(await readable(), { ...shown, sub: user.sub })
    }
  })
})
