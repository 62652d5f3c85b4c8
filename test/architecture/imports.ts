import { posix } from 'node:path'
import type { Token } from './tokens.ts'

/** One `import` or `export … from`, type-only and dynamic ones too, or a module named by `new URL('./x.js', …)`. */
export interface Import {
  readonly specifier: string
  /** The file in the repository that a relative specifier means; undefined for a package. */
  readonly target: string | undefined
  /** The imported names, as the other module calls them; `*` means all. */
  readonly names: readonly string[]
  readonly reExport: boolean
  /** `import type`: the other module is not run. */
  readonly typeOnly: boolean
  readonly line: number
}

export function importsOf(path: string, tokens: readonly Token[]): Import[] {
  const found: Import[] = []
  const add = (string: Token, names: string[], reExport = false, typeOnly = false): void => {
    const target = targetOf(path, string.text)
    found.push({ specifier: string.text, target, names, reExport, typeOnly, line: string.line })
  }
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || tokens[i - 1]?.text === '.') continue
    const next = tokens[i + 1]
    const afterNext = tokens[i + 2]
    if (token.text === 'import' && next?.kind === 'string') add(next, [])
    else if (token.text === 'import' && next?.text === '(' && afterNext?.kind === 'string') {
      add(afterNext, ['*'])
    } else if (token.text === 'URL' && next?.text === '(' && afterNext && isModulePath(afterNext)) {
      add(afterNext, ['*'])
    } else if (token.text === 'import' || token.text === 'export') {
      const clause = clauseFrom(tokens, i)
      if (clause) add(clause.string, clause.names, token.text === 'export', clause.typeOnly)
    }
  }
  return found
}

function isModulePath(token: Token): boolean {
  return token.kind === 'string' && /^\.\.?\/.*\.[jt]sx?$/.test(token.text)
}

function targetOf(path: string, specifier: string): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined
  return posix.join(posix.dirname(path), specifier).replace(/\.js(x?)$/, '.ts$1')
}

/** Reads `import a, { type b as c } from 'x'` and similar; empty if the statement has no `from`. */
function clauseFrom(
  tokens: readonly Token[],
  start: number,
): { string: Token; names: string[]; typeOnly: boolean } | undefined {
  const exporting = tokens[start]?.text === 'export'
  const names: string[] = []
  let i = start + 1
  const typeOnly = tokens[i]?.text === 'type' && tokens[i + 1]?.text !== 'from'
  if (typeOnly) i++
  for (; i < tokens.length; i++) {
    const token = tokens[i]
    const next = tokens[i + 1]
    if (token?.text === 'from' && next?.kind === 'string') return { string: next, names, typeOnly }
    if (token?.text === '{') {
      const end = tokens.findIndex((other, at) => at > i && other.text === '}')
      if (end === -1) return undefined
      names.push(...namesInBraces(tokens.slice(i + 1, end)))
      i = end
    } else if (token?.text === '*') {
      names.push('*')
      if (next?.text === 'as') i += 2
    } else if (token?.kind === 'word' && !exporting) names.push('default')
    else if (token?.text !== ',') return undefined
  }
  return undefined
}

function namesInBraces(tokens: readonly Token[]): string[] {
  const names: string[] = []
  for (let i = 0; i < tokens.length; i++) {
    const marked =
      tokens[i]?.text === 'type' && tokens[i + 1]?.kind === 'word' && tokens[i + 1]?.text !== 'as'
    if (marked) i++
    names.push(tokens[i]?.text ?? '')
    while (i < tokens.length && tokens[i]?.text !== ',') i++
  }
  return names
}
