import type { ContextKeys } from '../language/context-keys.ts'
import { MalformedPolicy } from '../language/malformed-policy.ts'
import type { ValueMatcher, ValuePlace } from '../language/value-matcher.ts'
import { CONDITION_OPERATORS } from './condition-operators.ts'

/** One compiled operator on one key. */
export interface Condition {
  /** Its path in the document. */
  readonly path: string
  /** Its condition key, in lower case. */
  readonly key: string
  /** All condition keys that it reads: its own, and those of the policy variables in its values. */
  readonly keys: readonly string[]
  holds(context: ContextKeys): boolean
}

/** A parsed operator name: `Null`, or for example ForAnyValue:StringLikeIfExists. */
export interface OperatorName {
  readonly quantifier: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly base: string
  readonly ifExists: boolean
}

const OPERATOR_NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/

export function parseOperatorName(text: string, path: string): OperatorName {
  const parts = OPERATOR_NAME.exec(text)
  const quantifier = parts?.[1] as OperatorName['quantifier']
  const base = parts?.[2] ?? ''
  const ifExists = parts?.[3] !== undefined
  const known = base === 'Null' ? !quantifier && !ifExists : CONDITION_OPERATORS.has(base)
  if (!known) throw new MalformedPolicy(path, 'is not a condition operator.')
  return { quantifier, base, ifExists }
}

/**
 * Compiles a condition. `key` is in lower case; `path` is the condition's path in the document, `place` that of each
 * value.
 */
export function compileCondition(
  { quantifier, base, ifExists }: OperatorName,
  { key, path }: Pick<Condition, 'key' | 'path'>,
  values: readonly string[],
  place: (index: number, negated: boolean) => ValuePlace,
): Condition {
  const operator = CONDITION_OPERATORS.get(base)
  if (operator === undefined) {
    const holds = absence(key, values, (index) => place(index, false).path)
    return { path, key, keys: [key], holds }
  }
  const { negated } = operator
  const matchers = values.map((value, index) => operator.compile(value, place(index, negated)))
  const keys = [key, ...matchers.flatMap((matcher) => matcher.keys)]
  if (quantifier === 'ForAllValues') {
    // AWS: also holds if the request has no values at all, or only empty ones
    return {
      path,
      key,
      keys,
      holds: (context) =>
        nonEmpty(context, key).every((value) => anyMatch(matchers, value, context) !== negated),
    }
  }
  if (quantifier === 'ForAnyValue') {
    // AWS: never holds without a value, and IfExists doesn't change that
    return {
      path,
      key,
      keys,
      holds: (context) =>
        nonEmpty(context, key).some((value) => anyMatch(matchers, value, context) !== negated),
    }
  }
  return {
    path,
    key,
    keys,
    holds(context) {
      const present = valuesOf(context, key)
      if (present.length === 0) return ifExists || negated
      return present.some((value) => anyMatch(matchers, value, context)) !== negated
    },
  }
}

/** The operator Null: "true" requires that the request does not have the key, "false" that it does. */
function absence(
  key: string,
  values: readonly string[],
  path: (index: number) => string,
): Condition['holds'] {
  const wanted = values.map((value, index) => {
    if (value !== 'true' && value !== 'false')
      throw new MalformedPolicy(path(index), 'must be "true" or "false".')
    return value === 'true'
  })
  return (context) => wanted.includes(valuesOf(context, key).length === 0)
}

function anyMatch(matchers: readonly ValueMatcher[], value: string, context: ContextKeys): boolean {
  return matchers.some((matcher) => matcher.matches(value, context))
}

function nonEmpty(context: ContextKeys, key: string): readonly string[] {
  return valuesOf(context, key).filter((value) => value !== '')
}

function valuesOf(context: ContextKeys, key: string): readonly string[] {
  const value = context.get(key)
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
