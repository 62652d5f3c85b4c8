import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import { patternOf } from '../../src/contract/pattern.ts'
import { recordedShape } from '../../src/contract/recorded-constraints.ts'
import { faultOf, linearPatterns, MAKES_PATTERNS } from './pattern-rules.ts'
import { readSources, toSource } from './source.ts'

before(() => {
  process.env.RECHECK_SYNC_BACKEND = 'pure' // in this process, the same on every platform
})

describe('every file of the product', () => {
  test('matches text by patterns that take linear time, and makes none at run time', () => {
    assert.deepEqual(readSources('src').flatMap(linearPatterns), [])
  })
})

describe('the file that makes patterns', () => {
  test('runs on the backtracking engine only those of the model that are linear', () => {
    const patterns = Object.keys(model.shapes).flatMap((name) => {
      const shape = recordedShape(name)
      return shape.type === 'string' && shape.pattern !== undefined ? [shape.pattern] : []
    })
    const native = [...new Set(patterns)].filter((pattern) => patternOf(pattern).engine === 'native')
    assert.ok(native.length > 20)
    for (const pattern of native) assert.equal(faultOf({ text: `^(?:${pattern})$`, flags: 'u' }), undefined)
  })
})

describe('the checker of patterns', () => {
  const path = 'src/domain/messages/a.ts'
  const found = (text: string, file = path) => linearPatterns(toSource(file, text)).map(withoutPlace)
  const withoutPlace = (fault: string) => fault.slice(fault.indexOf(' ') + 1).split(':')[0]

  test('catches a pattern that backtracks', () => {
    for (const literal of ['/^(a+)+$/', '/(x|xx)*y/', '/^(\\w+\\s?)*$/i']) {
      assert.deepEqual(found(`const a = ${literal}`), ['has a pattern that is exponential'], literal)
    }
    for (const literal of ['/\\/+$/', '/\\s+$/', '/<[^>]*>/g', '/\\{##(.*?)##\\}/gs', '/^(\\d+)[\\d.]* x/']) {
      assert.deepEqual(
        found(`const a = ${literal}`),
        ['has a pattern that is 2nd degree polynomial'],
        literal,
      )
    }
  })

  test('catches one that is linear once and not when it is looked for everywhere', () => {
    const fault = ['has a pattern that is 2nd degree polynomial']
    assert.deepEqual(found("text.replace(/x[^y]*y|x/g, '')"), fault)
    assert.deepEqual(found('text.split(/x[^y]*y|x/)'), fault)
    assert.deepEqual(found('/x[^y]*y|x/.test(text)'), [])
  })

  test('catches one that it cannot analyse', () => {
    assert.deepEqual(found('const a = /(a+|b)\\1/'), ['has a pattern that is not proven'])
    assert.deepEqual(found('const a = /^a+$/m'), ['has a pattern whose flag m is not analysed'])
  })

  test('catches patterns that are made at run time', () => {
    assert.deepEqual(found('new RegExp(text)'), ['makes a pattern at run time'])
    assert.deepEqual(found("RegExp('a')"), ['makes a pattern at run time'])
    assert.deepEqual(found("text.match('a')"), ['makes a pattern at run time, by match'])
    assert.deepEqual(found('text.matchAll(pattern)'), ['makes a pattern at run time, by matchAll'])
    assert.deepEqual(found('text.search(`${a}`)'), ['makes a pattern at run time, by search'])
  })

  test('lets linear ones pass, types, and the file that proves what it makes', () => {
    assert.deepEqual(found('const a = /^[a-z]+\\.\\d{1,3}$/i; text.matchAll(PATTERN).next()'), [])
    assert.deepEqual(found("text.replace(/\\s+/g, ' '); text.match(/a/)"), [])
    assert.deepEqual(found('function a(pattern: RegExp): boolean'), [])
    assert.deepEqual(found('new RegExp(text)', MAKES_PATTERNS), [])
    assert.deepEqual(found('new RegExp(text); const a = /(a+)+$/', 'test/a.test.ts'), [])
  })
})
