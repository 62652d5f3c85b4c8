import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ANY_CHARACTER } from '../../../test/support/any-character.ts'
import { splitRow } from './split-row.ts'

describe('a row', () => {
  test('is split at commas, and what stands around a value is left out', () => {
    assert.deepEqual(splitRow('a, b ,\tc,,'), ['a', 'b', 'c', '', ''])
  })

  test('keeps a comma behind a backslash, and leaves quotes and other backslashes unchanged', () => {
    assert.deepEqual(splitRow('1 Main St\\, Springfield,"x",C:\\dir\\n'), [
      '1 Main St, Springfield',
      '"x"',
      'C:\\dir\\n',
    ])
  })

  test('gives back the values that were written into it', () => {
    const value = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\\', '').trim())
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const row = values.map((text) => text.replaceAll(',', '\\,')).join(',')
        assert.deepEqual(splitRow(row), values)
      }),
    )
  })

  test('never fails, whatever the row contains', () => {
    fc.assert(fc.property(fc.string({ unit: ANY_CHARACTER }), (text) => splitRow(text).length > 0))
  })
})
