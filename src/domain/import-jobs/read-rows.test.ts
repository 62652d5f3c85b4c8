import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { START_OF_FILE } from './file-position.ts'
import { CHUNK_BYTES, type ReadChunk, type Row, readRows } from './read-rows.ts'

const chunksOf =
  (file: Uint8Array): ReadChunk =>
  async (number) => {
    const chunk = file.subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES)
    return chunk.length > 0 ? chunk : undefined
  }

/** Reads the whole file, so many rows at a time, as runs do that each go on where the last one stopped. */
async function readAll(file: Uint8Array, limit: number): Promise<Row[]> {
  const rows: Row[] = []
  for (let from = START_OF_FILE; ; ) {
    const read = await readRows(chunksOf(file), from, limit)
    rows.push(...read.rows)
    if (read.atEnd) return rows
    assert.ok(read.next.byte > from.byte)
    from = read.next
  }
}

const textsOf = (rows: readonly Row[]) => rows.map((row) => ('text' in row ? row.text : row.fault))

describe('the rows of a file', () => {
  test('end with either end of a line, the last one with the file', async () => {
    assert.deepEqual(await readAll(Buffer.from('a\nb\r\nc'), 10), [
      { line: 1, text: 'a' },
      { line: 2, text: 'b' },
      { line: 3, text: 'c' },
    ])
  })

  test('leave out empty lines, but number them', async () => {
    assert.deepEqual(await readAll(Buffer.from('a\n\n \r\nb\n\n'), 10), [
      { line: 1, text: 'a' },
      { line: 4, text: 'b' },
    ])
  })

  test('are none in an empty file', async () => {
    assert.deepEqual(await readRows(chunksOf(Buffer.alloc(0)), START_OF_FILE, 1), {
      rows: [],
      next: START_OF_FILE,
      atEnd: true,
    })
  })

  test('may have 16,000 characters of any width, and no more', async () => {
    const longest = '😀'.repeat(16_000)
    const file = Buffer.from([longest, `${longest}x`, 'x'.repeat(16_001), 'y'].join('\n'))
    const rows = await readAll(file, 10)
    assert.deepEqual(textsOf(rows), [longest, 'too long', 'too long', 'y'])
  })

  test('may follow a line of many chunks, of which none is kept', async () => {
    const file = Buffer.concat([Buffer.alloc(5 * CHUNK_BYTES, 'x'), Buffer.from('\nlast')])
    assert.deepEqual(await readAll(file, 1), [
      { line: 1, fault: 'too long' },
      { line: 2, text: 'last' },
    ])
  })

  test('that are not UTF-8 are reported, and the next one is read', async () => {
    const file = Buffer.concat([Buffer.from('a\n'), Buffer.of(0xff, 0x41, 0x0a), Buffer.from('é\n')])
    assert.deepEqual(textsOf(await readAll(file, 10)), ['a', 'not UTF-8', 'é'])
  })

  test('come out whole and in order wherever chunks and batches end', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((it) => it.replace(/[\r\n]/g, ''))
    const line = fc.oneof(
      { weight: 9, arbitrary: text },
      { weight: 1, arbitrary: fc.constant('w'.repeat(15_000)) },
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (lines, limit) => {
          const rows = await readAll(Buffer.from(lines.join('\n')), limit)
          assert.deepEqual(
            textsOf(rows),
            lines.filter((it) => it.trim() !== ''),
          )
        },
      ),
    )
  })

  test('never make it fail, whatever bytes they contain', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 9 }),
        async (file, limit) => {
          const lines = Buffer.from(file).toString('latin1').split('\n').length
          assert.ok((await readAll(file, limit)).length <= lines)
        },
      ),
    )
  })
})
