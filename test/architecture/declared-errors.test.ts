import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  declaredErrors,
  OF_EVERY_OPERATION,
  OF_SEVERAL_OPERATIONS,
  testFiles,
} from '../../scripts/declared-errors.ts'
import { model } from '../../src/contract/model.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { registry } from '../../src/operations/registry.ts'
import { root } from './source.ts'

const operations = Object.values(registry) as Operation[]
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

describe('the errors that the model declares', () => {
  const tests = testFiles(root)

  test('are each provoked by a test, or impossible for a reason that the operation gives', () => {
    const untested = operations.flatMap((operation) =>
      declaredErrors(operation, tests).untested.map((error) => `${operation.name}: ${error}`),
    )
    assert.deepEqual(
      untested,
      [],
      'provoke the error in a test of the operation, or give the reason in neverRaises',
    )
  })

  test('are not called impossible in vain', () => {
    for (const { name, neverRaises } of operations) {
      const declared: readonly string[] = model.operations[name]?.errors ?? []
      const own = Object.entries(neverRaises).filter(([error]) => declared.includes(error))
      for (const [error, reason] of own) assert.ok(reason && reason.length > 10, `${name}: ${error}`)
    }
  })

  test('are found missing where no test names them', () => {
    const { untested } = declaredErrors(registry.DescribeUserPool as Operation, [])
    assert.deepEqual(untested, ['InvalidParameterException', 'ResourceNotFoundException'])
  })
})

describe('the suites of many operations', () => {
  test('go through all operations of the registry', () => {
    for (const path of Object.values(OF_EVERY_OPERATION)) {
      assert.match(textOf(path), /of Object\.values\(registry\)\) \{/, path)
    }
  })

  test('name the operations and errors that they are listed with', () => {
    for (const { files, operations, errors } of OF_SEVERAL_OPERATIONS) {
      const text = files.map(textOf).join('\n')
      for (const name of [...operations, ...errors])
        assert.ok(text.includes(name), `${name} in ${files.join(', ')}`)
    }
  })

  test('are listed with errors that the operations declare', () => {
    for (const { operations, errors } of OF_SEVERAL_OPERATIONS) {
      for (const name of operations) {
        const declared: readonly string[] = model.operations[name]?.errors ?? []
        assert.deepEqual(
          errors.filter((error) => !declared.includes(error)),
          [],
          name,
        )
      }
    }
  })
})
