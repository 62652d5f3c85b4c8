import { type Condition, compileCondition, parseOperatorName } from './conditions/condition.ts'
import { MalformedPolicy } from './language/malformed-policy.ts'
import { asList, asObject } from './language/policy-json.ts'
import type { Effect, PolicyVersion } from './policy.ts'

/** `service:name`; a tag's key follows after a slash. */
const CONDITION_KEY = /^[A-Za-z0-9-]+:[\p{L}\p{N}\p{Z}_.:/=+\-@]+$/u

/** The Condition block of a statement: all of its conditions must hold. */
export function parseConditions(
  block: unknown,
  effect: Effect,
  version: PolicyVersion,
  path: string,
): Condition[] {
  const conditions: Condition[] = []
  for (const [operatorText, keys] of Object.entries(asObject(block, path))) {
    const operatorPath = `${path}.${operatorText}`
    const operator = parseOperatorName(operatorText, operatorPath)
    const seen = new Set<string>()
    for (const [key, values] of Object.entries(asObject(keys, operatorPath))) {
      const keyPath = `${operatorPath}['${key}']`
      if (!CONDITION_KEY.test(key)) throw new MalformedPolicy(keyPath, 'is not a condition key.')
      const lowerCase = key.toLowerCase()
      if (seen.has(lowerCase)) throw new MalformedPolicy(keyPath, 'repeats a key, in another case.')
      seen.add(lowerCase)
      const texts = asList(values, keyPath).map(({ value, path }) => asText(value, path))
      conditions.push(
        compileCondition(operator, { key: lowerCase, path: keyPath }, texts, (index, negated) => ({
          path: Array.isArray(values) ? `${keyPath}[${index}]` : keyPath,
          variables: version === '2012-10-17',
          whenUnresolved: negated && effect === 'Allow',
        })),
      )
    }
  }
  return conditions
}

function asText(value: unknown, path: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new MalformedPolicy(path, 'must be a string, a number or a boolean.')
}
