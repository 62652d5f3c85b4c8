import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertExplicitAuthFlows } from './explicit-auth-flows.ts'
import type { ExplicitAuthFlow } from './user-pool-client.ts'

const ALLOWING: readonly ExplicitAuthFlow[] = [
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
const LEGACY: readonly ExplicitAuthFlow[] = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
]

describe('the flows of a client', () => {
  test('are all of the new names or all of the old ones', () => {
    assertExplicitAuthFlows()
    assertExplicitAuthFlows(ALLOWING)
    assertExplicitAuthFlows(LEGACY)
    for (const legacy of LEGACY) {
      assert.throws(() => assertExplicitAuthFlows(['ALLOW_USER_SRP_AUTH', legacy]), {
        name: 'InvalidParameterException',
        message: "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.",
      })
    }
  })

  test('have that of client tokens only alone', () => {
    assertExplicitAuthFlows(['ALLOW_CLIENT_TOKEN_AUTH'])
    assert.throws(() => assertExplicitAuthFlows(['ALLOW_CLIENT_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH']), {
      name: 'InvalidParameterException',
      message: 'ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.',
    })
  })
})
