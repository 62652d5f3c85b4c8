import assert from 'node:assert/strict'
import { test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import { patternOf } from '../../src/contract/pattern.ts'
import { recordedShape } from '../../src/contract/recorded-constraints.ts'

const patterns = new Map<string, string>() // pattern to the shape that has it first
for (const name of Object.keys(model.shapes)) {
  const shape = recordedShape(name)
  if (shape.type === 'string' && shape.pattern !== undefined && !patterns.has(shape.pattern)) {
    patterns.set(shape.pattern, name)
  }
}

// [pattern, values that match, values that do not]
const CASES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['[\\S]+', ['a', '\u00a0', '\u2003', '\u0000', '😀'], ['', ' ', 'a\t', '\u000b', 'a\n']],
  ['[\\w\\s+=,.@-]+', ['a b', '\u000b\f\r\n', 'x@y.z'], ['', 'é', '\u00a0', '\u2003', '\ufeff']],
  ['[\\w]+', ['aZ_09'], ['', 'é', 'a-', 'a\n']],
  ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+', ['Ä漢😀$1!', '\u0301'], ['', ' ', 'a\u0000', '\u200b']],
  ['[\\w-]+_[0-9a-zA-Z]+', ['us-east-1_A', '__0'], ['_a', 'a_', 'a', 'us-east-1_é', 'us-east-1_A\n']],
  ['(?s).*\\{####\\}(?s).*', ['{####}', 'a\n{####}\u2028', '\u0085{####}\r'], ['', '{###}', '{ ####}']],
  ['^[\\S]+.*[\\S]+$', ['ab', 'a b', '\u0085\u0085', 'short'], ['', 'a', ' ab', 'ab ', 'a\nb', 'ab\n']],
  ['^[0-9A-Za-z\\.\\-_]*(?<!\\.)$', ['', 'a.b', '-_'], ['a.', '.', 'a b', 'a\n']],
  [
    '[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+',
    ['abc', '\u0000a\u0000'],
    ['ab', '_bc', 'a c', 'ab_'],
  ],
  ['[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+', ['a b\u00a0'], ['', 'a\tb']],
  [
    '^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$',
    ['a', 'a-b', 'a'.repeat(63)],
    ['', '-a', 'a-', 'a'.repeat(64)],
  ],
  ['[\\x21\\x23-\\x5B\\x5D-\\x7E]+', ['!#~['], ['', '"', '\\', ' ', 'é']],
  ['[A-Za-z0-9-_=.]+', ['a.b-c_d='], ['', 'a/b']],
  ['^(terms-of-use|privacy-policy)$', ['terms-of-use'], ['terms-of-use ', 'xterms-of-use']],
  [
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*\\{####\\}[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s*]*',
    ['{####}', 'a b\n*{####}'],
    ['', '\u00a0{####}', '{####}\u0000'],
  ],
]

test('patterns match whole values with the meaning that Java gives them', () => {
  for (const [source, good, bad] of CASES) {
    assert.ok(patterns.has(source), `${source} is no pattern of the model`)
    const pattern = patternOf(source)
    for (const value of good) assert.ok(pattern.matches(value), `${source} refuses ${JSON.stringify(value)}`)
    for (const value of bad) assert.ok(!pattern.matches(value), `${source} takes ${JSON.stringify(value)}`)
  }
})

// The two forms for which a backtracking engine is linear, written here independently of the code's own check.
const ONE_CLASS = /^\^?\[(?:\\p\{\w\}|\\x[0-9A-F]{2}|\\?[^\\\]])+\][+*]\$?$/
const BOUNDED = new Set(['DomainType', 'LanguageIdType', 'ManagedLoginBrandingIdType', 'TermsNameType'])

test('a pattern runs on the backtracking engine only in a form proven linear', () => {
  let native = 0
  for (const [source, name] of patterns) {
    if (patternOf(source).engine === 're2') continue
    native++
    assert.ok(ONE_CLASS.test(source) || BOUNDED.has(name), `${name}: ${source}`)
  }
  assert.ok(native > 20)
})

const HOSTILE = [
  (length: number) => 'a'.repeat(length),
  (length: number) => '_'.repeat(length),
  (length: number) => '@'.repeat(length),
  (length: number) => `arn:${'a:'.repeat(length / 2)}`,
  (length: number) => `arn:a:a:${'0'.repeat(length)}`,
  (length: number) => '{####}'.repeat(length / 6),
  (length: number) => '{##'.repeat(length / 3),
  (length: number) => 'a '.repeat(length / 2),
  (length: number) => '😀'.repeat(length / 2),
]

test('100,000 hostile characters take about twice as long as 50,000, for every pattern', () => {
  for (const source of patterns.keys()) {
    for (const make of HOSTILE) {
      const half = stepsOf(source, `${make(50_000)}\u0000\n`)
      const whole = stepsOf(source, `${make(100_000)}\u0000\n`)
      // Quadratic time would take four times as long; 20 ms of tolerance for the machine are far less than that.
      assert.ok(whole < 3 * half + 20, `${source}: ${half} ms, then ${whole} ms`)
    }
  }
})

/** Milliseconds of a match: the better of two, because the machine is shared. */
function stepsOf(source: string, value: string): number {
  const pattern = patternOf(source)
  const times = [0, 1].map(() => {
    const before = process.cpuUsage()
    pattern.matches(value)
    return process.cpuUsage(before).user / 1000
  })
  return Math.min(...times)
}
