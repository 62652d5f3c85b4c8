import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { requestedSettings } from './requested-settings.ts'
import type { ExplicitAuthFlow } from './user-pool-client.ts'

/** All that one client can have. */
const FLOWS: readonly ExplicitAuthFlow[] = [
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
]

describe('lists that the service keeps as sets', () => {
  test('show flows in the recorded order', () => {
    const { explicitAuthFlows } = requestedSettings({
      explicitAuthFlows: [
        'ALLOW_USER_SRP_AUTH',
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
      ],
    })
    assert.deepEqual(explicitAuthFlows, [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ])
  })

  test('show scopes, addresses and grants in the order of a hash set', () => {
    const settings = requestedSettings({
      allowedOAuthScopes: ['email', 'openid', 'phone', 'aws.cognito.signin.user.admin', 'profile'],
      allowedOAuthFlows: ['code', 'implicit'],
      callbackURLs: ['https://b.example', 'https://a.example'],
      logoutURLs: ['https://b.example', 'https://a.example'],
    })
    const scopes = ['aws.cognito.signin.user.admin', 'phone', 'openid', 'profile', 'email']
    assert.deepEqual(settings.allowedOAuthScopes, scopes)
    assert.deepEqual(settings.allowedOAuthFlows, ['implicit', 'code'])
    assert.deepEqual(settings.callbackURLs, ['https://a.example', 'https://b.example'])
    assert.deepEqual(settings.logoutURLs, ['https://a.example', 'https://b.example'])
  })

  // The samples of create-user-pool-client and update-user-pool-client of the AWS CLI, as sent and as answered.
  test('show attributes, providers and addresses in the order of the documented answers', () => {
    const created = requestedSettings({
      readAttributes: ['email', 'phone_number', 'email_verified', 'phone_number_verified'],
      writeAttributes: ['email', 'phone_number'],
      supportedIdentityProviders: ['Google', 'Facebook', 'MyOIDC'],
      callbackURLs: [
        'https://www.amazon.com',
        'https://example.com',
        'http://localhost:8001',
        'myapp://example',
      ],
    })
    const flags = ['email_verified', 'phone_number_verified']
    assert.deepEqual(created.readAttributes, [...flags, 'phone_number', 'email'])
    assert.deepEqual(created.writeAttributes, ['phone_number', 'email'])
    assert.deepEqual(created.supportedIdentityProviders, ['Google', 'MyOIDC', 'Facebook'])
    assert.deepEqual(created.callbackURLs, [
      'https://example.com',
      'https://www.amazon.com',
      'myapp://example',
      'http://localhost:8001',
    ])
    const updated = requestedSettings({
      readAttributes: [
        ...['address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'locale'],
        ...['middle_name', 'name', 'nickname', 'phone_number', 'phone_number_verified', 'picture'],
        ...['preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo'],
      ],
      supportedIdentityProviders: ['MySAML', 'COGNITO', 'Google'],
    })
    assert.deepEqual(updated.readAttributes, [
      ...['website', 'zoneinfo', 'address', 'birthdate', 'email_verified', 'gender', 'profile'],
      ...['phone_number_verified', 'preferred_username', 'locale', 'middle_name', 'picture', 'updated_at'],
      ...['name', 'nickname', 'phone_number', 'family_name', 'email'],
    ])
    assert.deepEqual(updated.supportedIdentityProviders, ['Google', 'COGNITO', 'MySAML'])
  })

  test('have each flow once, none lost, in an order that hangs on nothing else', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...FLOWS, ...FLOWS]), (sent) => {
        const { explicitAuthFlows: shown = [] } = requestedSettings({ explicitAuthFlows: sent })
        assert.deepEqual([...shown].sort(), [...new Set(sent)].sort())
        const backwards = requestedSettings({ explicitAuthFlows: [...sent].reverse() })
        assert.deepEqual(backwards.explicitAuthFlows ?? [], shown)
      }),
    )
  })

  test('are absent if they are empty', () => {
    const { explicitAuthFlows, callbackURLs } = requestedSettings({ callbackURLs: [] })
    assert.deepEqual([explicitAuthFlows, callbackURLs], [undefined, undefined])
  })
})
