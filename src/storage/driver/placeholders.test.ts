import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { toQuestionMarks } from './placeholders.ts'

describe('placeholders for SQLite', () => {
  test('keep their numbers', () => {
    assert.equal(toQuestionMarks('where a = $2 and b > $1'), 'where a = ?2 and b > ?1')
  })

  test('are never a bare limit, for whose value the statement would be planned again', () => {
    assert.equal(toQuestionMarks('order by a limit $1'), 'order by a limit (?1 + 0)')
    assert.equal(toQuestionMarks('LIMIT $10'), 'LIMIT (?10 + 0)')
  })
})
