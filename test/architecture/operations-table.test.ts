import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { operationsTable, TABLE } from '../../scripts/generate-operations-table.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

test('docs/operations.md is what `npm run generate` makes of the code', () => {
  const written = readFileSync(join(root, TABLE), 'utf8')
  assert.ok(written === operationsTable(root), `run npm run generate: ${TABLE} is outdated`)
})

test('the list of operations is what `npm run generate` makes of the folders', () => {
  const script = join(root, 'scripts/generate-registry.js')
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  assert.equal(status, 0, stderr)
})

test('every operation has its own tests', () => {
  const untested = operationsTable(root)
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.endsWith('|  |'))
  assert.deepEqual(untested, [], 'write test/operations/<resource>/<operation>.test.ts')
})
