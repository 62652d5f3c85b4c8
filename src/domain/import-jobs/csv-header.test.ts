import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newPoolSchema } from '../schema/new-pool-schema.ts'
import { csvHeader, readHeader } from './csv-header.ts'

const schema = newPoolSchema()
const columns = csvHeader(schema)

describe('the header of a file', () => {
  test('may have its columns in any order', () => {
    const reversed = [...columns].reverse()
    assert.deepEqual(readHeader(schema, reversed, false), { columns: reversed })
  })

  test('has to have every column', () => {
    for (const missing of columns) {
      const others = columns.filter((name) => name !== missing)
      assert.deepEqual(readHeader(schema, others, false), {
        fault: `The header of the CSV file lacks the column ${missing}.`,
      })
    }
  })

  test('must have the hashes of passwords if the job has an algorithm, and may have them otherwise', () => {
    const withHash = [...columns, 'password_hash']
    assert.deepEqual(readHeader(schema, columns, true), {
      fault: 'The header of the CSV file lacks the column password_hash.',
    })
    assert.deepEqual(readHeader(schema, withHash, true), { columns: withHash })
    assert.deepEqual(readHeader(schema, withHash, false), { columns: withHash })
  })

  test('has no column that the pool lacks, such as `sub`', () => {
    for (const unknown of ['custom:none', 'sub', '']) {
      assert.deepEqual(readHeader(schema, [...columns, unknown], false), {
        fault: 'The header of the CSV file has a column that the user pool does not know.',
      })
    }
  })

  test('has no column twice', () => {
    assert.deepEqual(readHeader(schema, [...columns, 'email'], false), {
      fault: 'The header of the CSV file has a column twice.',
    })
  })
})
