import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { systemEntropy } from '../../kernel/entropy.ts'
import { codeDelivery } from '../messages/code-delivery.ts'
import { newSub } from '../users/new-sub.ts'
import { contactBehind, contactIn, tracedSub } from './traced-sub.ts'

const key = createSecretKey(Buffer.alloc(32, 3))
const other = createSecretKey(Buffer.alloc(32, 4))

describe('the sub of a stranger', () => {
  test('has the form of others, and is its own for each name', () => {
    const subs = ['a@example.com', 'b@example.com', '+15555550100', 'alice'].map((name) =>
      tracedSub(key, name),
    )
    for (const sub of subs)
      assert.match(sub, /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/)
    assert.equal(new Set(subs).size, 4)
    assert.equal(tracedSub(key, 'alice'), tracedSub(key, 'alice'))
    assert.notEqual(tracedSub(key, 'alice'), tracedSub(other, 'alice'))
  })

  test('gives the masked destination of the name', () => {
    const number = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 15 })
    const name = fc.oneof(
      fc.emailAddress(),
      number.map((digits) => `+${digits}`),
    )
    fc.assert(
      fc.property(name, (text) => {
        const [behind, shown] = [contactBehind(key, tracedSub(key, text)), contactIn(text)]
        assert.deepEqual(behind && codeDelivery(behind), shown && codeDelivery(shown))
      }),
    )
  })

  test('gives none for a name that is neither, under another key, or of a user', () => {
    assert.equal(contactBehind(key, tracedSub(key, 'alice')), undefined)
    assert.equal(contactBehind(key, 'alice'), undefined)
    const subs = Array.from({ length: 20 }, () => newSub(systemEntropy))
    const found = subs.filter((sub) => contactBehind(key, sub)) // one in 65,536 at most
    assert.ok(found.length <= 1)
    assert.equal(contactBehind(other, tracedSub(key, 'a@example.com')), undefined)
  })
})
