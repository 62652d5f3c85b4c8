import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ServiceError } from '../../../contract/service-error.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { next, type SignInStanding } from './next.ts'
import type { Proof } from './progress.ts'

const PASSWORD: Proof = { kind: 'password', revision: 'r' }

/** What a standing is looked at for. */
function standing(
  status: User['status'],
  mfaConfiguration: UserPool['settings']['mfaConfiguration'],
  ...proofs: readonly Proof[]
): SignInStanding {
  const user = { status } as User
  const pool = { settings: { mfaConfiguration } } as UserPool
  return { user, pool, client: {} as UserPoolClient, proofs }
}

const notOffered = (error: unknown) =>
  error instanceof ServiceError && error.name === 'InvalidUserPoolConfigurationException'

describe('what comes next in a sign-in', () => {
  test('is tokens where nothing is owed', () => {
    for (const mfa of ['OFF', 'OPTIONAL'] as const) {
      assert.equal(next(standing('CONFIRMED', mfa, PASSWORD)), 'tokens')
    }
  })

  test('is a new password for an invited user, before any second factor', () => {
    for (const mfa of ['OFF', 'ON'] as const) {
      assert.equal(next(standing('FORCE_CHANGE_PASSWORD', mfa, PASSWORD)), 'NEW_PASSWORD_REQUIRED')
    }
  })

  test('is no token without the second factor that the pool demands, whatever the first one was', () => {
    const first: Proof[] = [PASSWORD, { kind: 'srp', revision: 'r' }, { kind: 'custom', rounds: 2 }]
    for (const proof of first) assert.throws(() => next(standing('CONFIRMED', 'ON', proof)), notOffered)
  })

  test('is tokens once a second factor is proven', () => {
    for (const kind of ['email-code', 'text-code', 'totp'] as const) {
      assert.equal(next(standing('CONFIRMED', 'ON', PASSWORD, { kind })), 'tokens')
    }
  })
})
