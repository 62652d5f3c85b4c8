import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { SignInNames } from '../users/username-rules.ts'
import { strangerCounter, strangerName } from './stranger.ts'

const key = createSecretKey(Buffer.alloc(32, 3))
const SUB = /^[0-9a-f]{8}-[0-9a-f]{4}-70[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}$/

const PLAIN: SignInNames = {}
const BY_EMAIL: SignInNames = { usernameAttributes: ['email'] }
const BY_PHONE: SignInNames = { usernameAttributes: ['phone_number'] }
const ALIASES: SignInNames = { aliasAttributes: ['email', 'phone_number', 'preferred_username'] }

describe('the name of a stranger', () => {
  const names = [
    [PLAIN, 'alice', 'alice'],
    [PLAIN, 'alice@example.com', 'alice@example.com'],
    [{ usernameConfiguration: { caseSensitive: false } }, 'Alice', 'alice'],
    [BY_EMAIL, 'alice@example.com', SUB],
    [BY_EMAIL, 'alice', SUB],
    [BY_PHONE, '+15555550100', SUB],
    [ALIASES, 'alice@example.com', SUB],
    [ALIASES, '+15555550100', SUB],
    [ALIASES, 'alice', 'alice'],
  ] as const

  for (const [pool, requested, expected] of names) {
    test(`is that of a user, asked for ${requested} where ${JSON.stringify(pool)}`, () => {
      const name = strangerName(key, pool, requested)
      if (typeof expected === 'string') assert.equal(name, expected)
      else assert.match(name, expected)
    })
  }

  test('is always the same for one name, in any case if case does not matter', () => {
    const pool = { ...BY_EMAIL, usernameConfiguration: { caseSensitive: false } }
    assert.equal(strangerName(key, pool, 'Alice@example.com'), strangerName(key, pool, 'alice@example.com'))
    assert.notEqual(
      strangerName(key, BY_EMAIL, 'a@example.com'),
      strangerName(key, BY_EMAIL, 'b@example.com'),
    )
    const other = createSecretKey(Buffer.alloc(32, 4))
    assert.notEqual(strangerName(key, BY_EMAIL, 'a@b'), strangerName(other, BY_EMAIL, 'a@b'))
  })

  test('is its own', () => {
    const pool = fc.constantFrom(PLAIN, BY_EMAIL, BY_PHONE, ALIASES)
    const requested = fc.oneof(fc.string(), fc.emailAddress(), fc.constant('+15555550100'), fc.uuid())
    fc.assert(
      fc.property(pool, requested, (names, text) => {
        const name = strangerName(key, names, text)
        assert.equal(strangerName(key, names, name), name)
      }),
    )
  })
})

test('strangers share no more than 65,536 counters', () => {
  assert.match(strangerCounter(key, 'alice'), /^stranger-[0-9a-f]{4}$/)
  assert.equal(strangerCounter(key, 'alice'), strangerCounter(key, 'alice'))
  assert.notEqual(strangerCounter(key, 'alice'), strangerCounter(key, 'bob'))
})
