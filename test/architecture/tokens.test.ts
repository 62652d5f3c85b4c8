import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { importsOf } from './imports.ts'
import { tokenize } from './tokens.ts'

const textsOf = (source: string) => tokenize(source).map((token) => `${token.kind} ${token.text}`)
const read = (source: string) =>
  importsOf('src/a/b.ts', tokenize(source)).map(({ specifier, names }) => [specifier, ...names].join(' '))

describe('reading tokens', () => {
  test('leaves out comments and keeps their lines', () => {
    assert.deepEqual(tokenize("// 'a\n/* \n ` */ b"), [{ kind: 'word', text: 'b', line: 3 }])
  })

  test('reads strings with escapes and either quote', () => {
    assert.deepEqual(textsOf(String.raw`'it\'s' "a 'b'"`), [String.raw`string it\'s`, "string a 'b'"])
  })

  test('reads templates inside templates', () => {
    assert.deepEqual(textsOf('`a${b({ c: `d${e}` })}f` g'), [
      'template a',
      'word b',
      'mark (',
      'mark {',
      'word c',
      'mark :',
      'template d',
      'word e',
      'template ',
      'mark }',
      'mark )',
      'template f',
      'word g',
    ])
  })

  test('distinguishes a regular expression from a division', () => {
    assert.deepEqual(textsOf('x = /[/\'"]`/u'), ['word x', 'mark =', 'regex [/\'"]`'])
    assert.deepEqual(textsOf("a / b / 'c'"), ['word a', 'mark /', 'word b', 'mark /', 'string c'])
    assert.deepEqual(textsOf("return /'/"), ['word return', "regex '"])
  })

  test('takes the slash of a closing tag for a mark', () => {
    assert.deepEqual(
      textsOf('<b>x</b>y</p>').filter((text) => text.startsWith('regex')),
      [],
    )
  })

  test('continues after an apostrophe in a text between tags', () => {
    assert.deepEqual(textsOf("<p>don't</p>\n'x'").at(-1), 'string x')
  })
})

describe('reading imports', () => {
  test('finds every form of import', () => {
    assert.deepEqual(
      read(`
        import a, { b, type c as d } from './1.ts'
        import type { e } from './2.ts'
        import * as f from 'three'
        import './4.ts'
        export { g as h } from './5.ts'
        export * from './6.ts'
        export type { type } from './7.ts'
        const i = await import('./8.ts')
        new Worker(new URL('./9.js', import.meta.url))`),
      [
        './1.ts default b c',
        './2.ts e',
        'three *',
        './4.ts',
        './5.ts g',
        './6.ts *',
        './7.ts type',
        './8.ts *',
        './9.js *',
      ],
    )
  })

  test('takes no other statement and no text for an import', () => {
    assert.deepEqual(
      read(`
        export { a }
        export const from = 'x'
        // import b from 'c'
        const d = "import e from 'f'"
        Array.from('g')
        import.meta.url`),
      [],
    )
  })

  test('resolves a relative specifier to a file of the repository', () => {
    const targets = importsOf('src/a/b.ts', tokenize("import '../c/d.ts'\nimport 'e'\nnew URL('./f.js')"))
    assert.deepEqual(
      targets.map(({ target, line }) => [target, line]),
      [
        ['src/c/d.ts', 1],
        [undefined, 2],
        ['src/a/f.ts', 3],
      ],
    )
  })
})
