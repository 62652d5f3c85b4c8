import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { DAY, HOUR, MINUTE, SECOND } from '../../kernel/clock.ts'
import { requestedSettings } from './requested-settings.ts'
import { assertTokenValidity, tokenLifetimes, withDefaultUnits } from './token-validity.ts'
import type { TimeUnit } from './user-pool-client.ts'

type Request = Parameters<typeof requestedSettings>[0]

const lifetimes = (request: Request) => tokenLifetimes(requestedSettings(request))
const check = (request: Request) => assertTokenValidity(requestedSettings(request))

const OUT_OF_RANGE = { name: 'InvalidParameterException', message: 'Invalid range for token validity.' }
const OUTLIVES = {
  name: 'InvalidParameterException',
  message:
    'Access and Id Token expiration times must be less than or equal to refresh token expiration times.',
}

describe('the units of validity', () => {
  test('are none where none is stated', () => {
    assert.deepEqual(withDefaultUnits(), {})
    assert.deepEqual(withDefaultUnits({}), {})
  })

  test('are filled up with hours, hours and days where one is stated', () => {
    assert.deepEqual(withDefaultUnits({ accessToken: 'minutes' }), {
      accessToken: 'minutes',
      idToken: 'hours',
      refreshToken: 'days',
    })
    assert.deepEqual(withDefaultUnits({ refreshToken: 'seconds' }), {
      accessToken: 'hours',
      idToken: 'hours',
      refreshToken: 'seconds',
    })
  })
})

describe('the lifetimes of tokens', () => {
  test('are one hour, one hour and thirty days by default', () => {
    assert.deepEqual(lifetimes({}), { accessToken: HOUR, idToken: HOUR, refreshToken: 30 * DAY })
  })

  test('count in hours and days if no unit is given', () => {
    assert.deepEqual(lifetimes({ accessTokenValidity: 2, idTokenValidity: 3, refreshTokenValidity: 4 }), {
      accessToken: 2 * HOUR,
      idToken: 3 * HOUR,
      refreshToken: 4 * DAY,
    })
  })

  test('count in the units that are stated', () => {
    const units = { accessToken: 'seconds', idToken: 'minutes', refreshToken: 'hours' } as const
    const validities = { accessTokenValidity: 300, idTokenValidity: 60, refreshTokenValidity: 2 }
    assert.deepEqual(lifetimes({ ...validities, tokenValidityUnits: units }), {
      accessToken: 300 * SECOND,
      idToken: 60 * MINUTE,
      refreshToken: 2 * HOUR,
    })
  })

  test('take a refresh token of no validity, or zero, for thirty days in any unit', () => {
    for (const [refreshToken, validity] of [
      ['seconds', 2_592_000],
      ['minutes', 43_200],
      ['hours', 720],
      ['days', 30],
    ] as const) {
      for (const refreshTokenValidity of [undefined, 0]) {
        const settings = requestedSettings({ refreshTokenValidity, tokenValidityUnits: { refreshToken } })
        assert.equal(settings.refreshTokenValidity, validity)
      }
    }
  })
})

describe('the range of validity', () => {
  const bounds: [string, Request, boolean][] = [
    [
      'access tokens of 5 minutes',
      { accessTokenValidity: 5, tokenValidityUnits: { accessToken: 'minutes' } },
      true,
    ],
    [
      'access tokens of 299 seconds',
      { accessTokenValidity: 299, tokenValidityUnits: { accessToken: 'seconds' } },
      false,
    ],
    ['access tokens of 24 hours', { accessTokenValidity: 24 }, true],
    ['access tokens of 25 hours', { accessTokenValidity: 25 }, false],
    ['ID tokens of 4 minutes', { idTokenValidity: 4, tokenValidityUnits: { idToken: 'minutes' } }, false],
    ['ID tokens of 1 day', { idTokenValidity: 1, tokenValidityUnits: { idToken: 'days' } }, true],
    ['ID tokens of 2 days', { idTokenValidity: 2, tokenValidityUnits: { idToken: 'days' } }, false],
    [
      'refresh tokens of 60 minutes',
      { refreshTokenValidity: 60, tokenValidityUnits: { refreshToken: 'minutes' } },
      true,
    ],
    [
      'refresh tokens of 59 minutes',
      { refreshTokenValidity: 59, tokenValidityUnits: { refreshToken: 'minutes' } },
      false,
    ],
    ['refresh tokens of ten years', { refreshTokenValidity: 3650 }, true],
    ['refresh tokens of ten years and a day', { refreshTokenValidity: 3651 }, false],
  ]
  for (const [what, request, allowed] of bounds) {
    test(`${allowed ? 'allows' : 'refuses'} ${what}`, () => {
      if (allowed) check(request)
      else assert.throws(() => check(request), OUT_OF_RANGE)
    })
  }

  test('lets a token live as long as its refresh token, and no longer', () => {
    const units = { accessToken: 'minutes', refreshToken: 'minutes' } as const
    check({ accessTokenValidity: 90, refreshTokenValidity: 90, tokenValidityUnits: units })
    assert.throws(
      () => check({ accessTokenValidity: 91, refreshTokenValidity: 90, tokenValidityUnits: units }),
      OUTLIVES,
    )
    assert.throws(
      () => check({ idTokenValidity: 2, refreshTokenValidity: 60, tokenValidityUnits: units }),
      OUTLIVES,
    )
  })

  test('is the same in every unit', () => {
    const perUnit: Readonly<Record<TimeUnit, number>> = {
      seconds: SECOND,
      minutes: MINUTE,
      hours: HOUR,
      days: DAY,
    }
    const verdict = (request: Request) => {
      try {
        check(request)
        return 'allowed'
      } catch (error) {
        return (error as Error).message
      }
    }
    const units = fc.constantFrom<TimeUnit>('minutes', 'hours', 'days')
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 5000 }), (unit, validity) => {
        const inSeconds = (validity * perUnit[unit]) / SECOND
        assert.equal(
          verdict({ refreshTokenValidity: validity, tokenValidityUnits: { refreshToken: unit } }),
          verdict({ refreshTokenValidity: inSeconds, tokenValidityUnits: { refreshToken: 'seconds' } }),
        )
      }),
    )
  })
})
