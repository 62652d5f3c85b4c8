import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lazyMembers } from './lazy-members.ts'

test('a member is made when it is asked for, once for each object', () => {
  const made: string[] = []
  const make = lazyMembers<string, { readonly a: object; readonly b: object }>({
    a: (tools) => ({ made: made.push(`a ${tools}`) }),
    b: (tools) => ({ made: made.push(`b ${tools}`) }),
  })
  const first = make('first')
  const second = make('second')
  assert.deepEqual(made, [])
  assert.equal(first.a, first.a)
  assert.notEqual(first.a, second.a)
  assert.deepEqual(made, ['a first', 'a second'])
})
