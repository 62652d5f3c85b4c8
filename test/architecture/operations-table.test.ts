import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { operationsTable, TABLE } from '../../scripts/generate-operations-table.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { registry } from '../../src/operations/registry.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

test('docs/operations.md is what `npm run generate` makes of the code', () => {
  const written = readFileSync(join(root, TABLE), 'utf8')
  assert.ok(written === operationsTable(root), `run npm run generate: ${TABLE} is outdated`)
})

test('every operation that is built has its own tests', () => {
  const built = (Object.values(registry) as Operation[]).filter((operation) => operation.built)
  const lines = operationsTable(root).split('\n')
  const untested = built.filter(({ name }) =>
    lines.some((line) => line.startsWith(`| ${name} |`) && line.endsWith('|  |')),
  )
  assert.deepEqual(
    untested.map(({ name }) => name),
    [],
    'write test/operations/<resource>/<operation>.test.ts',
  )
})
