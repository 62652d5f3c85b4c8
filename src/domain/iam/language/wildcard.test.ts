import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ANY_ONE, ANY_RUN, matchesPattern, type Pattern } from './wildcard.ts'

const pattern = (text: string): Pattern =>
  [...text].map((character) =>
    character === '*' ? ANY_RUN : character === '?' ? ANY_ONE : character.charCodeAt(0),
  )

/** The definition itself, by recursion. */
function naive(tokens: Pattern, text: string): boolean {
  const [token, ...rest] = tokens
  if (token === undefined) return text === ''
  if (token === ANY_RUN) return naive(rest, text) || (text !== '' && naive(tokens, text.slice(1)))
  if (text === '' || (token !== ANY_ONE && token !== text.charCodeAt(0))) return false
  return naive(rest, text.slice(1))
}

const patterns = fc
  .array(fc.constantFrom('a', 'b', ':', '*', '?'), { maxLength: 8 })
  .map((parts) => parts.join(''))
const texts = fc.array(fc.constantFrom('a', 'b', ':'), { maxLength: 10 }).map((parts) => parts.join(''))

test('agrees with the definition of * and ?', () => {
  fc.assert(
    fc.property(patterns, texts, (wild, text) => {
      assert.equal(matchesPattern(pattern(wild), text), naive(pattern(wild), text))
    }),
    { numRuns: 1000 },
  )
})

test('a text without wildcards matches itself and nothing else', () => {
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      assert.equal(matchesPattern(pattern(one), other), one === other)
    }),
  )
})

test('a pattern that a backtracking matcher never finishes is refused immediately', () => {
  const steps = '*a'.repeat(2000)
  assert.equal(matchesPattern(pattern(`${steps}b`), 'a'.repeat(4000)), false)
})
