import { checkSync, type Diagnostics } from 'recheck'
import { isTest, type Source } from './source.ts'
import type { FileRule } from './text-rules.ts'
import type { Token } from './tokens.ts'

/** The one file that creates patterns from texts: each runs on a linear engine, or has a form that is proven linear. */
export const MAKES_PATTERNS = 'src/contract/pattern.ts'

/**
 * Every pattern of the product matches in time proportional to the text, also to hostile text: each literal is
 * analysed as an automaton, and none is created at run time.
 */
export const linearPatterns: FileRule = (source) => {
  if (!source.path.startsWith('src/') || isTest(source.path)) return []
  return source.tokens.flatMap((token, i) => {
    const fault =
      token.kind === 'regex'
        ? faultOf(token, isRepeated(source, i))
        : source.path === MAKES_PATTERNS
          ? undefined
          : constructedAt(source, i)
    return fault === undefined ? [] : [`${source.path}:${token.line} ${fault}`]
  })
}

/** Such a text passed to a method that turns it into a pattern counts too. A constant is a literal, checked before. */
function constructedAt({ tokens }: Source, i: number): string | undefined {
  const [token, next, argument] = tokens.slice(i, i + 3)
  if (token?.kind !== 'word' || next?.text !== '(') return undefined
  if (token.text === 'RegExp') return 'makes a pattern at run time'
  const isMethod = tokens[i - 1]?.text === '.' && TAKES_PATTERN.has(token.text)
  return isMethod && !isPattern(argument) ? `makes a pattern at run time, by ${token.text}` : undefined
}
const TAKES_PATTERN = new Set(['match', 'matchAll', 'search'])

const isPattern = (token: Token | undefined): boolean =>
  token?.kind === 'regex' || (token?.kind === 'word' && /^[A-Z][A-Z0-9_]*$/.test(token.text))

/** Whether a search continues after each match. */
function isRepeated({ tokens }: Source, i: number): boolean {
  return tokens[i]?.flags?.includes('g') || (tokens[i - 1]?.text === '(' && tokens[i - 2]?.text === 'split')
}

/**
 * Why a literal is not linear; undefined if it is. The analysis includes that a search tries it at each position; the
 * second form covers a search that continues after each match until the end.
 */
export function faultOf(
  { text: pattern, flags = '' }: Pick<Token, 'text' | 'flags'>,
  repeated = false,
): string | undefined {
  if (isBounded(pattern)) return undefined
  if (flags.includes('m')) return `has a pattern whose flag m is not analysed: /${pattern}/${flags}`
  for (const form of repeated ? [pattern, `^(?:(?:${pattern})|[^])*$`] : [pattern]) {
    const cost = costOf(form, flags.replace(/[gyd]/g, '').replace('v', 'u'))
    if (cost !== 'linear') return `has a pattern that is ${cost}: /${pattern}/${flags}`
  }
  return undefined
}

/** Without unbounded repetition, a literal looks at a bounded number of characters and needs no analysis. */
function isBounded(pattern: string): boolean {
  const skeleton = pattern.replaceAll(/\\p\{\w+\}|\\./g, 'x').replaceAll(/\[[^[\]]*\]/g, 'x')
  return !/[*+]|\{\d+,\}|\)\{/.test(skeleton)
}

/** `linear`, or else the worst case of a backtracking engine; `not proven` if the analysis does not know. */
function costOf(pattern: string, flags: string): string {
  const known = costs.get(`/${pattern}/${flags}`)
  if (known !== undefined) return known
  const cost = summary(checkSync(pattern, flags, { checker: 'automaton', timeout: 60_000 }))
  costs.set(`/${pattern}/${flags}`, cost)
  return cost
}

function summary(found: Diagnostics): string {
  if (found.status === 'safe') return 'linear'
  return found.status === 'vulnerable' ? found.complexity.summary : 'not proven'
}
const costs = new Map<string, string>()
