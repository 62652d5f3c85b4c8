import { MalformedPolicy } from './malformed-policy.ts'
import { parseTemplate } from './template.ts'
import { matchesPattern, type Pattern } from './wildcard.ts'

const ACTION = /^(?:[A-Za-z0-9-]+|\*):[A-Za-z0-9*?]+$/

/** Parses an element of Action or NotAction. Match it against lower-case actions: AWS ignores the case of actions. */
export function parseActionPattern(text: string, path: string): Pattern {
  if (text !== '*' && !ACTION.test(text)) {
    throw new MalformedPolicy(
      path,
      'is neither "*" nor of the form service:Action, with the service in full.',
    )
  }
  const rules = { wildcards: true, variables: false, ignoreCase: true }
  return parseTemplate(text, rules, path).tokens.filter((token) => typeof token === 'number')
}

export function matchesSomeAction(patterns: readonly Pattern[], action: string): boolean {
  const lowerCase = action.toLowerCase()
  return patterns.some((pattern) => matchesPattern(pattern, lowerCase))
}
