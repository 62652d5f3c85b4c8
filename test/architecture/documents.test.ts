import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { lostPaths, lostWitnesses } from './document-rules.ts'
import { textOf, trackedFiles } from './file-rules.ts'
import { rooms } from './rooms.ts'
import { root } from './source.ts'

const documents = trackedFiles().filter((path) => path.endsWith('.md'))

describe('the documents', () => {
  test('name only files and folders that exist', () => {
    // A room of the table may be named before it is furnished.
    const exists = (path: string) => existsSync(join(root, path)) || rooms.some((room) => room.path === path)
    assert.deepEqual(
      documents.flatMap((path) => lostPaths(path, textOf(path), exists)),
      [],
    )
  })

  test('call only tests as witnesses that exist', () => {
    assert.deepEqual(
      documents.flatMap((path) => lostWitnesses(path, textOf(path), textOf)),
      [],
    )
  })
})

describe('the checker of documents', () => {
  test('finds a path that leads nowhere', () => {
    const text =
      'See `src/a.ts`, [b](../b.md#c), [d](https://example.com/d), `src/<noun>.ts`, [e](#e) and `npm x`.'
    assert.deepEqual(
      lostPaths('docs/x.md', text, () => false),
      ['docs/x.md names src/a.ts, which is not there', 'docs/x.md names b.md, which is not there'],
    )
    assert.deepEqual(
      lostPaths('docs/x.md', text, () => true),
      [],
    )
  })

  test('finds a witness that does not exist', () => {
    const text = '| x | y | `test/a.test.ts`: "refuses b" |'
    assert.deepEqual(
      lostWitnesses('c.md', text, () => "test('refuses b', () => {})"),
      [],
    )
    assert.equal(lostWitnesses('c.md', text, () => "test('refuses d', () => {})").length, 1)
  })
})
