// The rules for all tests.
import { isTest } from './source.ts'
import { type FileRule, findings } from './text-rules.ts'
import type { Token } from './tokens.ts'

/** A test that is left out, or that leaves out others, must not be committed. */
export const markedTests: FileRule = (source) => {
  if (!isTest(source.path)) return []
  return findings(source, 'has', (at) => {
    const [first, dot, mark] = at
    const mode = mark?.kind === 'word' && MODES.has(mark.text)
    if (first?.kind === 'word' && TESTS.has(first.text) && dot?.text === '.' && mode) {
      return `${first.text}.${mark.text}`
    }
    const option = first?.kind === 'word' && MODES.has(first.text) && dot?.text === ':'
    const always = mark?.text === 'true' || mark?.kind === 'string' // a condition is allowed here, a constant is not
    return option && always ? `${first.text}: ${mark.text}` : undefined
  })
}
const TESTS = new Set(['test', 'it', 'describe', 'suite', 't'])
const MODES = new Set(['only', 'skip', 'todo'])

/** Tests are called `test` and groups of them `describe`, so that one search finds them all. */
export const oneWordForTests: FileRule = (source) => {
  if (!isTest(source.path)) return []
  return source.imports
    .filter(({ specifier }) => specifier === 'node:test')
    .flatMap(({ names, line }) =>
      names
        .filter((name) => name === 'it' || name === 'suite')
        .map((name) => `${source.path}:${line} imports ${name}: call it test or describe`),
    )
}

/** Pools, clients and users are made by test/support/pools.ts, so that a new rule for them changes one file. */
export const sharedBuilders: FileRule = (source) => {
  if (!source.path.startsWith('test/') || source.path.startsWith('test/support/')) return []
  return findings(source, 'makes its own', ([first, second]) => {
    const isDeclared = first?.text === 'function' || first?.text === 'const'
    return isDeclared && second && BUILDERS.has(second.text) ? second.text : undefined
  })
}
const BUILDERS = new Set('createPool newPool createClient newClient createUser inviteUser newUser'.split(' '))

/** An assertion about constants holds, whatever the product does. */
export const constantAssertions: FileRule = (source) => {
  if (!isTest(source.path)) return []
  return source.tokens.flatMap((token, i) => {
    if (token.kind !== 'word' || token.text !== 'assert') return []
    const [, dot, method] = source.tokens.slice(i, i + 3)
    const open = dot?.text === '.' ? i + 3 : i + 1
    if (source.tokens[open]?.text !== '(') return []
    const [first, comma, second, end] = source.tokens.slice(open + 1, open + 5)
    const isTruth = dot?.text === '(' || method?.text === 'ok'
    const constant = isTruth
      ? isConstant(first) && endsArgument(comma)
      : isConstant(first) && comma?.text === ',' && isConstant(second) && endsArgument(end)
    return constant ? [`${source.path}:${token.line} asserts something about a constant`] : []
  })
}

const isConstant = (token: Token | undefined): boolean =>
  token?.kind === 'string' || /^(true|false|null|undefined|\d+)$/.test(token?.text ?? '')

const endsArgument = (token: Token | undefined): boolean =>
  token?.kind === 'mark' && (token.text === ')' || token.text === ',')
