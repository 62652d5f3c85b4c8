import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CATEGORIES, CATEGORY_NAMES, DEFAULT_RATES } from '../../../src/domain/limits/request-categories.ts'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { definition, limit, limitOf } from './limit-calls.ts'

const house = usePoolhouse()

describe('access', () => {
  testAccess({
    operation: 'GetProvisionedLimit',
    house: () => house,
    input: async () => ({ LimitDefinition: definition('UserRead') }),
    resource: () => '*',
  })
})

describe('validation', () => {
  test('asks for a definition', async () => {
    const { json } = await house.call('GetProvisionedLimit', {})
    assert.equal(json.__type, 'InvalidParameterException')
    assert.match(json.message, /Value null at 'limitDefinition' failed to satisfy constraint/)
  })

  test('knows no other class of limits', async () => {
    const { json } = await house.call('GetProvisionedLimit', {
      LimitDefinition: { LimitClass: 'RESOURCE', Attributes: { Category: 'UserRead' } },
    })
    assert.equal(json.__type, 'InvalidParameterException')
    assert.match(json.message, /'limitDefinition\.limitClass' failed to satisfy constraint/)
  })

  for (const Attributes of [{}, { category: 'UserRead' }, { Category: 'UserRead', Pool: 'x' }]) {
    test(`refuses the attributes ${JSON.stringify(Attributes)}`, async () => {
      const LimitDefinition = { LimitClass: 'API_CATEGORY', Attributes }
      const { json } = await house.call('GetProvisionedLimit', { LimitDefinition })
      assert.deepEqual(json, {
        __type: 'InvalidParameterException',
        message: 'A limit is defined by the attribute Category alone.',
      })
    })
  }

  test('does not know other categories', () =>
    refuses(
      limitOf(house.client(), 'Everything'),
      'ResourceNotFoundException',
      'There is no limit for the category Everything.',
    ))
})

describe('behaviour', () => {
  test('is refused the second time in a second where rates are limited', async () => {
    const now = Date.now()
    const own = await startPoolhouse({ requestRates: DEFAULT_RATES, clock: () => now })
    try {
      await limitOf(own.client(), 'UserRead')
      await refuses(limitOf(own.client(), 'UserRead'), 'TooManyRequestsException', 'Rate exceeded')
    } finally {
      await own.close()
    }
  })

  for (const category of CATEGORY_NAMES) {
    test(`returns the limit of ${category}`, async () => {
      const { rate } = CATEGORIES[category]
      assert.deepEqual(await limitOf(house.client(), category), limit(category, rate, rate))
    })
  }
})
