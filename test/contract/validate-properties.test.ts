import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { model } from '../../src/contract/model.ts'
import { ServiceError } from '../../src/contract/service-error.ts'
import { OPERATION_TRAITS } from '../../src/contract/traits/operation-traits.ts'
import { validateInput } from '../../src/contract/validate-input.ts'
import { valuesOf } from './arbitrary-values.ts'
import { mutationsOf } from './mutations.ts'

for (const [name, { input }] of Object.entries(model.operations)) {
  const operation = name as OperationName
  const backEnd = OPERATION_TRAITS[operation].backEndMinimum
  const inputs = valuesOf(input).filter((value) => {
    const bounded = backEnd && (value as Record<string, number | undefined>)[backEnd.member]
    if (bounded === undefined) return backEnd?.needed !== true
    return bounded >= (backEnd?.min ?? 0)
  })

  test(`${name} accepts what the model allows and refuses each single fault`, () => {
    fc.assert(
      fc.property(inputs, (value) => {
        validateInput(operation, value as never)
        for (const mutation of mutationsOf(input, value)) {
          const expected = `at '${mutation.path}' failed to satisfy constraint:`
          assert.throws(
            () => validateInput(operation, mutation.value as never),
            (error) =>
              error instanceof ServiceError &&
              error.name === 'InvalidParameterException' &&
              error.message.includes(expected) &&
              error.message.includes(mutation.constraint),
            `${expected} ${mutation.constraint}`,
          )
        }
      }),
      { numRuns: 4 },
    )
  })
}
