import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DEFAULT_RATES } from '../../../src/domain/limits/request-categories.ts'
import { ROOT, startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { definition, limit, limitOf, update } from './limit-calls.ts'

const house = usePoolhouse()

describe('access', () => {
  testAccess({
    operation: 'UpdateProvisionedLimit',
    house: () => house,
    input: async () => ({ LimitDefinition: definition('UserFederation'), RequestedLimitValue: 30 }),
    resource: () => '*',
  })
})

describe('validation', () => {
  test('asks for a value', async () => {
    const { json } = await house.call('UpdateProvisionedLimit', { LimitDefinition: definition('UserRead') })
    assert.equal(json.__type, 'InvalidParameterException')
    assert.match(json.message, /Value null at 'requestedLimitValue' failed to satisfy constraint/)
  })

  test('refuses a value below the free limit', () =>
    refuses(
      update(house.client(), 'UserRead', 119),
      'InvalidParameterException',
      'The limit of UserRead cannot be lower than its free limit of 120.',
    ))

  test('refuses a value above what an account may have', () =>
    refuses(
      update(house.client(), 'UserRead', 100_001),
      'ServiceQuotaExceededException',
      'The limit of UserRead cannot be higher than 100000.',
    ))

  test('refuses a category that is not adjustable', () =>
    refuses(
      update(house.client(), 'UserList', 60),
      'InvalidParameterException',
      'The limit of UserList cannot be changed.',
    ))

  test('does not know other categories', () =>
    refuses(
      update(house.client(), 'PerUserRead', 60),
      'ResourceNotFoundException',
      'There is no limit for the category PerUserRead.',
    ))
})

describe('behaviour', () => {
  test('raises a limit and lowers it again, in its region', async () => {
    const root = house.client()
    assert.deepEqual((await update(root, 'UserRead', 500)).Limit, limit('UserRead', 500, 120))
    assert.deepEqual(await limitOf(root, 'UserRead'), limit('UserRead', 500, 120))
    const elsewhere = house.client(ROOT, { region: 'eu-west-1' })
    assert.deepEqual(await limitOf(elsewhere, 'UserRead'), limit('UserRead', 120, 120))
    assert.deepEqual((await update(root, 'UserRead', 120)).Limit, limit('UserRead', 120, 120))
    assert.deepEqual(await limitOf(root, 'UserRead'), limit('UserRead', 120, 120))
  })

  test('changes nothing if it refuses', async () => {
    const root = house.client()
    await update(root, 'UserToken', 130)
    await assert.rejects(update(root, 'UserToken', 1))
    assert.deepEqual(await limitOf(root, 'UserToken'), limit('UserToken', 130, 120))
  })

  test('is recorded with its answer', async () => {
    await update(house.client(), 'UserCreation', 51)
    const { responseElements } = await lastRecord(house, 'UpdateProvisionedLimit')
    assert.equal(responseElements?.limit?.provisionedLimitValue, 51)
  })

  test('is refused the second time in a second where rates are limited', async () => {
    const now = Date.now()
    const own = await startPoolhouse({ requestRates: DEFAULT_RATES, clock: () => now })
    try {
      await update(own.client(), 'UserRead', 200)
      await refuses(update(own.client(), 'UserRead', 300), 'TooManyRequestsException', 'Rate exceeded')
    } finally {
      await own.close()
    }
  })

  test('takes a free limit from the configuration', async () => {
    const own = await startPoolhouse({
      requestRates: {
        ...DEFAULT_RATES,
        UserRead: 700,
        UserToken: Number.POSITIVE_INFINITY,
        LimitManagement: 100,
      },
    })
    try {
      assert.deepEqual(await limitOf(own.client(), 'UserRead'), limit('UserRead', 700, 700))
      const most = 2_147_483_647
      assert.deepEqual(await limitOf(own.client(), 'UserToken'), limit('UserToken', most, most))
      await refuses(
        update(own.client(), 'UserRead', 500),
        'InvalidParameterException',
        'The limit of UserRead cannot be lower than its free limit of 700.',
      )
    } finally {
      await own.close()
    }
  })
})
