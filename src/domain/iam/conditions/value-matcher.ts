import type { ContextKeys } from './context-keys.ts'
import { parseTemplate, resolveTemplate, type TemplateRules } from './template.ts'
import { matchesPattern } from './wildcard.ts'

/** What one value of a policy, compiled, says about a value of the request. */
export interface ValueMatcher {
  /** Condition keys, in lower case, that its policy variables name. */
  readonly keys: readonly string[]
  matches(candidate: string, context: ContextKeys): boolean
}

/** Where a value stands; what its compilation depends on. */
export interface ValuePlace {
  readonly path: string
  /** Policy variables are known (version 2012-10-17). */
  readonly variables: boolean
  /**
   * What a value answers whose variable has no value in the request. Such a value matches nothing, but under a
   * negation (NotResource, StringNotEquals) that would widen an Allow: there it counts as a match.
   */
  readonly whenUnresolved: boolean
}

/** A text, with wildcards or without, in which policy variables may stand. */
export function textMatcher(
  text: string,
  rules: Omit<TemplateRules, 'variables'>,
  place: ValuePlace,
): ValueMatcher {
  const template = parseTemplate(text, { ...rules, variables: place.variables }, place.path)
  return {
    keys: template.keys,
    matches(candidate, context) {
      const pattern = resolveTemplate(template, context)
      if (pattern === undefined) return place.whenUnresolved
      return matchesPattern(pattern, rules.ignoreCase ? candidate.toLowerCase() : candidate)
    },
  }
}
