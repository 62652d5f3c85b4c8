import type { ContextKeys } from './context-keys.ts'
import { parseTemplate, resolveTemplate, type TemplateRules } from './template.ts'
import { matchesPattern } from './wildcard.ts'

/** One compiled value of a policy, which matches values of the request. */
export interface ValueMatcher {
  /** The condition keys, in lower case, that its policy variables name. */
  readonly keys: readonly string[]
  matches(candidate: string, context: ContextKeys): boolean
}

/** A value's place in the document, and what its compilation depends on. */
export interface ValuePlace {
  readonly path: string
  /** Whether policy variables are supported (version 2012-10-17). */
  readonly variables: boolean
  /**
   * Whether a value counts as matching if one of its variables has no value in the request. Normally it does not match;
   * in a negation (NotResource, StringNotEquals) that would widen an Allow, so there it matches.
   */
  readonly whenUnresolved: boolean
}

/** A text with or without wildcards, which may contain policy variables. */
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
