import { MalformedPolicy } from './malformed-policy.ts'
import { isConstant, parseTemplate, resolveTemplate, type Template, type Token } from './template.ts'
import { textMatcher, type ValueMatcher, type ValuePlace } from './value-matcher.ts'
import { ANY_ONE, ANY_RUN, matchesPattern, type Pattern } from './wildcard.ts'

const COLON = ':'.charCodeAt(0)
/** arn, partition, service, region, account, resource; the resource may contain further colons. */
const SEGMENTS = 6
const SERVICE = 2
const RESOURCE_RULES = { wildcards: true, ignoreCase: false }

/**
 * An element of Resource or NotResource: `*`, or an ARN with wildcards. A `*` may match across colons. AWS: the service
 * part may not contain a wildcard ("IAM JSON policy elements: Resource").
 */
export function resourceMatcher(text: string, place: ValuePlace): ValueMatcher {
  const { tokens } = parseTemplate(text, { ...RESOURCE_RULES, variables: place.variables }, place.path)
  if (text !== '*') assertResourceArn(text, tokens, place.path)
  return textMatcher(text, RESOURCE_RULES, place)
}

/** A value of an Arn… condition: each of the six parts is matched separately. */
export function arnMatcher(text: string, place: ValuePlace): ValueMatcher {
  const template = parseTemplate(text, { ...RESOURCE_RULES, variables: place.variables }, place.path)
  if (
    isConstant(template) &&
    (!text.startsWith('arn:') || splitAtColons(template.tokens).length < SEGMENTS)
  ) {
    throw new MalformedPolicy(place.path, 'is not an ARN of six parts separated by colons.')
  }
  return { keys: template.keys, matches: arnTest(template, place.whenUnresolved) }
}

function arnTest(template: Template, whenUnresolved: boolean): ValueMatcher['matches'] {
  const constant = isConstant(template) ? splitAtColons(template.tokens) : undefined
  return (candidate, context) => {
    let parts = constant
    if (parts === undefined) {
      const pattern = resolveTemplate(template, context)
      if (pattern === undefined) return whenUnresolved
      parts = splitAtColons(pattern)
    }
    return matchesEachPart(parts, splitArn(candidate))
  }
}

function matchesEachPart(pattern: readonly Pattern[], parts: readonly string[]): boolean {
  if (pattern.length !== SEGMENTS || parts.length !== SEGMENTS) return false
  return parts.every((part, index) => matchesPattern(pattern[index] ?? [], part))
}

function assertResourceArn(text: string, tokens: readonly Token[], path: string): void {
  const segments = splitAtColons(tokens)
  if (!text.startsWith('arn:') || segments.length <= SERVICE) {
    throw new MalformedPolicy(path, 'is neither "*" nor an ARN.')
  }
  const service = segments[SERVICE] ?? []
  if (service.length === 0 || service.includes(ANY_RUN) || service.includes(ANY_ONE)) {
    throw new MalformedPolicy(path, 'must name its service in full.')
  }
  if (segments.length < SEGMENTS && tokens.at(-1) !== ANY_RUN) {
    throw new MalformedPolicy(path, 'is an ARN of fewer than six parts.')
  }
}

function splitAtColons<T extends Token>(tokens: readonly T[]): T[][] {
  let segment: T[] = []
  const segments = [segment]
  for (const token of tokens) {
    if (token === COLON && segments.length < SEGMENTS) {
      segment = []
      segments.push(segment)
    } else {
      segment.push(token)
    }
  }
  return segments
}

function splitArn(arn: string): string[] {
  const parts = arn.split(':')
  return [
    ...parts.slice(0, SEGMENTS - 1),
    ...(parts.length < SEGMENTS ? [] : [parts.slice(SEGMENTS - 1).join(':')]),
  ]
}
