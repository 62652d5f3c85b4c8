import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeFolder } from './make-folder.ts'

const parent = mkdtempSync(join(tmpdir(), 'poolhouse-folder-'))
after(() => rmSync(parent, { recursive: true }))

test('makes a folder with those above it, and says whether it was missing', () => {
  const folder = join(parent, 'a', 'b', 'c')
  assert.equal(makeFolder(folder, 0o700), true)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
  assert.equal(makeFolder(folder, 0o700), false)
})

test('gives up where a folder cannot be made', () => {
  writeFileSync(join(parent, 'file'), '')
  assert.throws(() => makeFolder(join(parent, 'file'), 0o700), { code: 'EEXIST' })
  assert.throws(() => makeFolder(join(parent, 'file', 'x'), 0o700), { code: 'EEXIST' })
  assert.throws(() => makeFolder('/proc/x/y', 0o700), { code: 'ENOENT' })
})
