import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DEFAULT_RATES, type Rates } from '../../../src/domain/limits/request-categories.ts'
import { registry } from '../../../src/operations/registry.ts'
import { sampleInputs } from '../../properties/mutated-requests-inputs.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'

const SAMPLES = 4
const SEED = 20

const exhausted = Object.fromEntries(Object.keys(DEFAULT_RATES).map((name) => [name, 0])) as unknown as Rates

describe('an operation whose requests are used up', () => {
  const house = usePoolhouse({ requestRates: exhausted })

  for (const { name, access } of Object.values(registry)) {
    test(`answers TooManyRequestsException: ${name}`, async () => {
      const answers = new Set<string>()
      for (const input of sampleInputs(name, SAMPLES, SEED)) {
        const { json } = await house.call(name, input, { signed: access.kind === 'iam' })
        answers.add(json.__type)
      }
      answers.delete('InvalidParameterException') // which comes first, for a sample that breaks a rule
      assert.deepEqual([...answers], ['TooManyRequestsException'])
    })
  }
})
