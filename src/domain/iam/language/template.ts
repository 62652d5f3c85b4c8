import type { ContextKeys } from './context-keys.ts'
import { MalformedPolicy } from './malformed-policy.ts'
import { ANY_ONE, ANY_RUN, type Pattern } from './wildcard.ts'

/** A policy variable such as `${aws:username, 'anonymous'}`; the key is in lower case. */
export interface Variable {
  readonly key: string
  readonly fallback: string | undefined
}

export type Token = number | Variable

export interface TemplateRules {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean
  /** Whether `${…}` is a variable (version 2012-10-17). */
  readonly variables: boolean
  readonly ignoreCase: boolean
}

/** A parsed text of a policy. `keys` are the condition keys that its variables name. */
export interface Template {
  readonly tokens: readonly Token[]
  readonly keys: readonly string[]
  readonly ignoreCase: boolean
}

/** Source: "IAM policy elements: Variables and tags" of the IAM User Guide. */
export function parseTemplate(text: string, rules: TemplateRules, path: string): Template {
  const tokens: Token[] = []
  const keys: string[] = []
  let at = 0
  while (at < text.length) {
    if (rules.variables && text.startsWith('${', at)) {
      const { token, end } = parseVariable(text, at, path)
      tokens.push(token)
      if (typeof token === 'object') keys.push(token.key)
      at = end
      continue
    }
    const character = text.charAt(at)
    if (rules.wildcards && character === '*') {
      if (tokens.at(-1) !== ANY_RUN) tokens.push(ANY_RUN) // two adjacent runs are the same as one
    } else if (rules.wildcards && character === '?') {
      tokens.push(ANY_ONE)
    } else {
      pushText(tokens, rules.ignoreCase ? character.toLowerCase() : character)
    }
    at++
  }
  return { tokens, keys, ignoreCase: rules.ignoreCase }
}

/**
 * Replaces the variables by the request's values, as literal text: a `*` in a value is not a wildcard.
 * Returns undefined if a variable has neither a value nor a default. A key with several values cannot be a variable.
 */
export function resolveTemplate(template: Template, context: ContextKeys): Pattern | undefined {
  if (isConstant(template)) return template.tokens
  const pattern: number[] = []
  for (const token of template.tokens) {
    if (typeof token === 'number') {
      pattern.push(token)
      continue
    }
    const value = context.get(token.key)
    const text = typeof value === 'string' ? value : token.fallback
    if (text === undefined) return undefined
    pushText(pattern, template.ignoreCase ? text.toLowerCase() : text)
  }
  return pattern
}

export function isConstant(template: Template): template is Template & { readonly tokens: Pattern } {
  return template.keys.length === 0
}

const ESCAPES = ['*', '?', '$']
const VARIABLE_KEY = /^[A-Za-z0-9-]+:[^'{}]+$/
const QUOTED = /^'[^']*'$/

function parseVariable(text: string, start: number, path: string): { token: Token; end: number } {
  const end = closingBrace(text, start + 2)
  if (end === -1) throw new MalformedPolicy(path, 'has a policy variable without a closing brace.')
  const inner = text.slice(start + 2, end).trim()
  if (ESCAPES.includes(inner)) return { token: inner.charCodeAt(0), end: end + 1 }
  const comma = inner.indexOf(',')
  const key = (comma === -1 ? inner : inner.slice(0, comma)).trimEnd()
  const fallback = comma === -1 ? undefined : inner.slice(comma + 1).trimStart()
  if (!VARIABLE_KEY.test(key) || (fallback !== undefined && !QUOTED.test(fallback))) {
    throw new MalformedPolicy(path, `has the malformed policy variable \${${inner}}.`)
  }
  return { token: { key: key.toLowerCase(), fallback: fallback?.slice(1, -1) }, end: end + 1 }
}

/** The position of the variable's closing brace; a brace inside the quoted default doesn't count. */
function closingBrace(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === "'") quoted = !quoted
    if (character === '}' && !quoted) return at
  }
  return -1
}

function pushText(tokens: Token[], text: string): void {
  for (let at = 0; at < text.length; at++) tokens.push(text.charCodeAt(at))
}
