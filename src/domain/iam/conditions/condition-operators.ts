import { isInBlock, parseIpAddress, parseIpBlock } from '../../../kernel/ip-address.ts'
import { arnMatcher } from '../language/arn-pattern.ts'
import { MalformedPolicy } from '../language/malformed-policy.ts'
import { textMatcher, type ValueMatcher, type ValuePlace } from '../language/value-matcher.ts'
import { parsePolicyDate } from './policy-date.ts'

/** A negated operator holds if none of its values matches, and therefore also if the request does not have the key. */
export interface ConditionOperator {
  readonly negated: boolean
  compile(value: string, place: ValuePlace): ValueMatcher
}

type Compile = ConditionOperator['compile']

/**
 * All operators except Null, by name without set prefix and IfExists.
 * Source: "IAM JSON policy elements: Condition operators" of the IAM User Guide.
 */
export const CONDITION_OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', text({ wildcards: false, ignoreCase: false })),
  ...pair(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    text({ wildcards: false, ignoreCase: true }),
  ),
  ...pair('StringLike', 'StringNotLike', text({ wildcards: true, ignoreCase: false })),
  ...orderings('Numeric', 'a decimal number', parseNumber),
  ...orderings('Date', 'a date such as 2026-01-31T12:00:00Z, or seconds since 1970', parsePolicyDate),
  single('Bool', parsed('"true" or "false"', parseBoolean, same)),
  single('BinaryEquals', parsed('Base64', parseBase64, same)),
  ...pair('IpAddress', 'NotIpAddress', ipAddress),
  ...pair('ArnEquals', 'ArnNotEquals', arnMatcher), // AWS: the same as ArnLike
  ...pair('ArnLike', 'ArnNotLike', arnMatcher),
])

type Entry = [name: string, operator: ConditionOperator]

function single(name: string, compile: Compile, negated = false): Entry {
  return [name, { negated, compile }]
}

function pair(name: string, negatedName: string, compile: Compile): Entry[] {
  return [single(name, compile), single(negatedName, compile, true)]
}

function orderings(kind: string, form: string, parse: (text: string) => number | undefined): Entry[] {
  return [
    ...pair(`${kind}Equals`, `${kind}NotEquals`, parsed(form, parse, same)),
    single(
      `${kind}LessThan`,
      parsed(form, parse, (candidate, value) => candidate < value),
    ),
    single(
      `${kind}LessThanEquals`,
      parsed(form, parse, (candidate, value) => candidate <= value),
    ),
    single(
      `${kind}GreaterThan`,
      parsed(form, parse, (candidate, value) => candidate > value),
    ),
    single(
      `${kind}GreaterThanEquals`,
      parsed(form, parse, (candidate, value) => candidate >= value),
    ),
  ]
}

function text(rules: { wildcards: boolean; ignoreCase: boolean }): Compile {
  return (value, place) => textMatcher(value, rules, place)
}

/** Compares parsed values. A value of the request that cannot be parsed matches nothing. */
function parsed<T>(
  form: string,
  parse: (text: string) => T | undefined,
  compare: (candidate: T, value: T) => boolean,
): Compile {
  return (text, place) => {
    const value = parse(text)
    if (value === undefined) throw new MalformedPolicy(place.path, `must be ${form}.`)
    return {
      keys: [],
      matches(candidateText) {
        const candidate = parse(candidateText)
        return candidate !== undefined && compare(candidate, value)
      },
    }
  }
}

function ipAddress(text: string, place: ValuePlace): ValueMatcher {
  const block = parseIpBlock(text)
  if (block === undefined) throw new MalformedPolicy(place.path, 'must be an IP address or a CIDR block.')
  return {
    keys: [],
    matches(candidateText) {
      const candidate = parseIpAddress(candidateText)
      return candidate !== undefined && isInBlock(candidate, block)
    },
  }
}

function same<T>(candidate: T, value: T): boolean {
  return candidate === value
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d{1,30}(?:\.\d{1,30})?$/.test(text) ? Number(text) : undefined
}

function parseBoolean(text: string): boolean | undefined {
  const lowerCase = text.toLowerCase()
  return lowerCase === 'true' || lowerCase === 'false' ? lowerCase === 'true' : undefined
}

/** The bytes in one canonical encoding, so that two encodings of the same bytes are equal. */
function parseBase64(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined
  return Buffer.from(text, 'base64').toString('base64')
}
