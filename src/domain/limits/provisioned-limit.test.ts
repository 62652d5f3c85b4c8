import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { assertRequestable, definedCategory, toLimitValue, withProvisioned } from './provisioned-limit.ts'
import { CATEGORIES, CATEGORY_NAMES, DEFAULT_RATES } from './request-categories.ts'

test('raises the rates that were provisioned and leaves the others', () => {
  const rates = withProvisioned(DEFAULT_RATES, [{ category: 'UserRead', value: 500 }])
  assert.deepEqual(rates, { ...DEFAULT_RATES, UserRead: 500 })
})

test('never falls below the base rate, which may have been raised since', () => {
  const base = { ...DEFAULT_RATES, UserRead: 1000 }
  assert.deepEqual(withProvisioned(base, [{ category: 'UserRead', value: 500 }]), base)
})

test('takes an adjustable category from its base rate to the maximum', () => {
  for (const value of [120, 121, 100_000]) assertRequestable('UserRead', value, DEFAULT_RATES)
  assert.throws(
    () => assertRequestable('UserRead', 119, DEFAULT_RATES),
    new ServiceError(
      'InvalidParameterException',
      'The limit of UserRead cannot be lower than its free limit of 120.',
    ),
  )
  assert.throws(
    () => assertRequestable('UserRead', 100_001, DEFAULT_RATES),
    new ServiceError('ServiceQuotaExceededException', 'The limit of UserRead cannot be higher than 100000.'),
  )
})

for (const category of CATEGORY_NAMES.filter((name) => !CATEGORIES[name].adjustable)) {
  test(`does not change ${category}`, () =>
    assert.throws(
      () => assertRequestable(category, 1000, DEFAULT_RATES),
      new ServiceError('InvalidParameterException', `The limit of ${category} cannot be changed.`),
    ))
}

test('asks for the category and nothing else', () => {
  assert.equal(definedCategory({ Category: 'UserList' }), 'UserList')
  for (const attributes of [{}, { category: 'UserList' }, { Category: 'UserList', Region: 'us-east-1' }])
    assert.throws(() => definedCategory(attributes), { name: 'InvalidParameterException' })
  for (const Category of ['userlist', 'PerUserRead', 'toString'])
    assert.throws(() => definedCategory({ Category }), { name: 'ResourceNotFoundException' })
})

test('shows an unlimited rate as the largest Integer', () => {
  assert.equal(toLimitValue(Number.POSITIVE_INFINITY), 2_147_483_647)
  assert.equal(toLimitValue(120), 120)
})
