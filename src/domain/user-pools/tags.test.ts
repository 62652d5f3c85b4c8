import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { MAX_TAGS, poolTags, tagChange, withoutTags, withTags } from './tags.ts'

const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 'v']))

test('takes fifty tags and refuses one more', () => {
  const full = poolTags(numbered(MAX_TAGS))
  assert.equal(Object.keys(full).length, 50)
  assert.throws(
    () => poolTags(numbered(MAX_TAGS + 1)),
    new ServiceError('UserPoolTaggingException', 'A user pool can not have more than 50 tags.'),
  )
  assert.throws(
    () => withTags(full, { more: 'v' }),
    invalidParameter('A user pool can not have more than 50 tags.'),
  )
})

test('a tag that is there already takes a new value and no more room', () => {
  assert.equal(withTags(numbered(MAX_TAGS), { key7: 'new' }).key7, 'new')
})

for (const key of ['aws:name', 'AWS:name', 'aws:']) {
  test(`refuses the reserved key ${key}`, () => {
    assert.throws(
      () => poolTags({ [key]: 'v' }),
      new ServiceError('UserPoolTaggingException', 'Tag keys can not start with aws:.'),
    )
    assert.throws(() => withTags({}, { [key]: 'v' }), invalidParameter('Tag keys can not start with aws:.'))
  })
}

test('adding and then removing tags leaves the others unchanged', () => {
  const tags = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 20 })
  fc.assert(
    fc.property(tags, tags, (before, added) => {
      const keys = Object.keys(added)
      const rest = Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)))
      assert.deepEqual(withoutTags(withTags(before, added), keys), rest)
    }),
  )
})

test('a change takes just what differs, and leads from the one set of tags to the other', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'constructor', '__proto__')
  const tags = fc.dictionary(key, fc.constantFrom('', '1', '2'), { noNullPrototype: true })
  fc.assert(
    fc.property(tags, tags, (present, wanted) => {
      const { set, removed } = tagChange(present, wanted)
      for (const [name, value] of Object.entries(set))
        assert.notEqual(Object.entries(present).find(([k]) => k === name)?.[1], value)
      assert.deepEqual(
        new Map(Object.entries({ ...withoutTags(present, removed), ...set })),
        new Map(Object.entries(wanted)),
      )
    }),
  )
})
