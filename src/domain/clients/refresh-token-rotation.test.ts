import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertRotation, withGracePeriod } from './refresh-token-rotation.ts'

const on = { refreshTokenRotation: { feature: 'ENABLED' } } as const
const off = { refreshTokenRotation: { feature: 'DISABLED' } } as const
const refreshFlow = { explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] } as const

describe('rotation of refresh tokens', () => {
  test('is not for the LITE tier', () => {
    assert.throws(() => assertRotation(on, 'LITE'), {
      name: 'FeatureUnavailableInTierException',
      message:
        'The following features need to be disabled for the LITE pricing tier configured: Refresh Token Rotation',
    })
    assertRotation(on, 'ESSENTIALS')
    assertRotation(on, 'PLUS')
  })

  test('excludes the refresh flow where that is allowed explicitly', () => {
    assert.throws(() => assertRotation({ ...on, ...refreshFlow }, 'ESSENTIALS'), {
      name: 'InvalidParameterException',
      message:
        'ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
    })
    assertRotation({ ...on, explicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }, 'ESSENTIALS')
  })

  test('is free everywhere while it is off', () => {
    assertRotation({ ...off, ...refreshFlow }, 'LITE')
    assertRotation(refreshFlow, 'LITE')
  })

  test('has a grace period of 0 where none is stated', () => {
    assert.equal(withGracePeriod(undefined), undefined)
    assert.deepEqual(withGracePeriod({ feature: 'ENABLED' }), {
      feature: 'ENABLED',
      retryGracePeriodSeconds: 0,
    })
    const stated = { feature: 'ENABLED', retryGracePeriodSeconds: 60 } as const
    assert.deepEqual(withGracePeriod(stated), stated)
  })

  test('has no grace period while it is off', () => {
    assert.deepEqual(withGracePeriod({ feature: 'DISABLED', retryGracePeriodSeconds: 4 }), {
      feature: 'DISABLED',
      retryGracePeriodSeconds: 0,
    })
  })
})
