import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { AuthFlowType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import type { ExplicitAuthFlow } from '../../clients/user-pool-client.ts'
import { assertFlowAllowed, type Initiator } from './auth-flows.ts'

const FLOWS = [
  'USER_PASSWORD_AUTH',
  'USER_SRP_AUTH',
  'CUSTOM_AUTH',
  'USER_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
] as const satisfies readonly AuthFlowType[]

/** The flows that a client with these values can begin. */
function allowed(initiator: Initiator, explicitAuthFlows?: ExplicitAuthFlow[]): string[] {
  return FLOWS.filter((flow) => {
    try {
      assertFlowAllowed(flow, initiator, { explicitAuthFlows })
      return true
    } catch (error) {
      assert.ok(error instanceof ServiceError && error.name === 'InvalidParameterException')
      return false
    }
  })
}

const REFRESH = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']
const ADMIN = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH']
const OLD_STYLE = ['USER_SRP_AUTH', 'CUSTOM_AUTH', ...REFRESH]

describe('the flows of a client', () => {
  for (const [value, open, signed] of [
    [undefined, OLD_STYLE, OLD_STYLE],
    ['USER_PASSWORD_AUTH', ['USER_PASSWORD_AUTH', ...OLD_STYLE], OLD_STYLE],
    ['ADMIN_NO_SRP_AUTH', OLD_STYLE, ['USER_SRP_AUTH', 'CUSTOM_AUTH', ...ADMIN, ...REFRESH]],
    ['CUSTOM_AUTH_FLOW_ONLY', ['CUSTOM_AUTH', ...REFRESH], ['CUSTOM_AUTH', ...REFRESH]],
    ['ALLOW_USER_PASSWORD_AUTH', ['USER_PASSWORD_AUTH'], []],
    ['ALLOW_ADMIN_USER_PASSWORD_AUTH', [], ADMIN],
    ['ALLOW_USER_SRP_AUTH', ['USER_SRP_AUTH'], ['USER_SRP_AUTH']],
    ['ALLOW_CUSTOM_AUTH', ['CUSTOM_AUTH'], ['CUSTOM_AUTH']],
    ['ALLOW_USER_AUTH', ['USER_AUTH'], ['USER_AUTH']],
    ['ALLOW_REFRESH_TOKEN_AUTH', REFRESH, REFRESH],
    ['ALLOW_CLIENT_TOKEN_AUTH', [], []],
  ] as const) {
    test(`with ${value ?? 'no values'} are ${[...new Set([...open, ...signed])].join(', ') || 'none'}`, () => {
      const values = value === undefined ? undefined : [value]
      assert.deepEqual(allowed('anyone', values), open)
      assert.deepEqual(allowed('administrator', values), signed)
    })
  }

  test('do without the refresh flow where refresh tokens rotate', () => {
    const client = { refreshTokenRotation: { feature: 'ENABLED' } } as const
    assert.throws(
      () => assertFlowAllowed('REFRESH_TOKEN_AUTH', 'anyone', client),
      new ServiceError('UnsupportedOperationException', 'This API does not support refresh token rotation'),
    )
  })
})
