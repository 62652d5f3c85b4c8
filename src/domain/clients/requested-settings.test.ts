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
