import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { assertAcrConfiguration, effectiveAcrConfiguration } from './acr-configuration.ts'

test('a level keeps its default name until it is given another', () => {
  assert.deepEqual(effectiveAcrConfiguration({ Level2: { acrValue: 'https://example.com/two' } }), {
    Level1: { acrValue: 'urn:cognito:loa:1' },
    Level2: { acrValue: 'https://example.com/two' },
    Level3: { acrValue: 'urn:cognito:loa:3' },
    Level4: { acrValue: 'urn:cognito:loa:4' },
  })
})

test('refuses a level beyond the four', () => {
  assert.throws(
    () => assertAcrConfiguration({ Level5: { acrValue: 'urn:x' } }),
    invalidParameter('Invalid AcrConfiguration. Level5 is not one of Level1, Level2, Level3, Level4.'),
  )
})

for (const acrValue of ['', 'a b', 'a"b', 'a\\b', 'ä', 'x'.repeat(65)]) {
  test(`refuses the name ${JSON.stringify(acrValue)}`, () => {
    assert.throws(
      () => assertAcrConfiguration({ Level1: { acrValue } }),
      invalidParameter(
        'Invalid AcrConfiguration. The AcrValue of Level1 must have 1 to 64 characters that are valid in a URL or URN.',
      ),
    )
  })
}

test('refuses a name that another level has, even by default', () => {
  const repeated = invalidParameter(
    'Invalid AcrConfiguration. Each AcrValue must be unique across all levels.',
  )
  assert.throws(() => assertAcrConfiguration({ Level1: { acrValue: 'urn:cognito:loa:2' } }), repeated)
  assertAcrConfiguration({ Level1: { acrValue: 'urn:cognito:loa:2' }, Level2: { acrValue: 'x'.repeat(64) } })
})
