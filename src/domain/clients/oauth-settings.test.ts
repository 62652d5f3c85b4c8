import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isSystemScope } from './oauth-scopes.ts'
import { assertOAuthSettings } from './oauth-settings.ts'

type Settings = Parameters<typeof assertOAuthSettings>[0]

const callbackURLs = ['https://example.com']
const known = (scope: string) => ['openid', 'orders/read'].includes(scope)

const check = (settings: Partial<Settings>, hasSecret = false) =>
  assertOAuthSettings({ allowedOAuthFlowsUserPoolClient: false, ...settings }, hasSecret, known)

const MISSING = {
  name: 'InvalidParameterException',
  message:
    'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
}
const invalidFlow = (message: string) => ({ name: 'InvalidOAuthFlowException', message })

describe('the OAuth settings of a client', () => {
  test('may be none', () => check({}))

  test('have flows and scopes if the client is allowed to use OAuth', () => {
    const allowedOAuthFlowsUserPoolClient = true
    const flows = { allowedOAuthFlows: ['code'], callbackURLs } as const
    const scopes = { allowedOAuthScopes: ['openid'] }
    for (const part of [{}, flows, scopes]) {
      assert.throws(() => check({ allowedOAuthFlowsUserPoolClient, ...part }), MISSING)
    }
    check({ allowedOAuthFlowsUserPoolClient, ...flows, ...scopes })
  })

  test('have a callback for the flows of users, also while OAuth is not allowed', () => {
    for (const flow of ['code', 'implicit'] as const) {
      assert.throws(
        () => check({ allowedOAuthFlows: [flow] }),
        invalidFlow('CallbackUrls can not be empty when code flow or implicit flow is selected'),
      )
      check({ allowedOAuthFlows: [flow], callbackURLs })
    }
  })

  test('have client credentials alone', () => {
    for (const flow of ['code', 'implicit'] as const) {
      assert.throws(
        () => check({ allowedOAuthFlows: [flow, 'client_credentials'], callbackURLs }, true),
        invalidFlow('client_credentials flow can not be selected along with code flow or implicit flow.'),
      )
    }
  })

  test('have client credentials only with a secret', () => {
    assert.throws(
      () => check({ allowedOAuthFlows: ['client_credentials'] }),
      invalidFlow('client_credentials flow can not be selected if client does not have a client secret.'),
    )
    check({ allowedOAuthFlows: ['client_credentials'] }, true)
  })

  test('have only scopes that exist, and name the first that does not', () => {
    check({ allowedOAuthScopes: ['orders/read', 'openid'] })
    assert.throws(() => check({ allowedOAuthScopes: ['openid', 'orders/write', 'orders/delete'] }), {
      name: 'ScopeDoesNotExistException',
      message: 'Invalid scope requested: orders/write',
    })
  })
})

describe('the scopes of a client that acts for itself', () => {
  const credentials = (...allowedOAuthScopes: string[]) =>
    assertOAuthSettings(
      {
        allowedOAuthFlowsUserPoolClient: true,
        allowedOAuthFlows: ['client_credentials'],
        allowedOAuthScopes,
      },
      true,
      (scope) => scope === 'orders/read' || isSystemScope(scope, 'REGULAR'),
    )

  test('include none about a user', () => {
    for (const scope of ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']) {
      assert.throws(
        () => credentials('orders/read', scope),
        invalidFlow(`${scope} is not supported with client_credentials flow`),
      )
    }
  })

  test('are those of resource servers and that of registration', () => {
    credentials('orders/read', 'aws.cognito/dcr/register')
  })
})

describe('a scope of the service', () => {
  test('is one of five, for every client', () => {
    for (const scope of ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']) {
      assert.equal(isSystemScope(scope, 'REGULAR'), true, scope)
      assert.equal(isSystemScope(scope, 'DCR'), true, scope)
    }
    for (const scope of ['OpenID', 'address', 'offline_access', 'aws.cognito']) {
      assert.equal(isSystemScope(scope, 'REGULAR'), false, scope)
    }
  })

  test('that lets register clients is none of a client that was registered so', () => {
    assert.equal(isSystemScope('aws.cognito/dcr/register', 'REGULAR'), true)
    assert.equal(isSystemScope('aws.cognito/dcr/register', 'DCR'), false)
  })
})
