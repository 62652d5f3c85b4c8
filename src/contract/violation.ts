import { inTableOrder } from '../kernel/hash-order.ts'
import { ServiceError } from './service-error.ts'

/** One broken constraint. The path is relative to the value whose check reports it. */
export interface Violation {
  path: string
  /** How the message shows the value, quotes included: empty for a hidden value. */
  shown: string
  constraint: string
}

// Hostile input must not buy answers (and log lines) far larger than itself. The longest recorded message has some
// 9,000 characters. Deviation: where the real service cuts, if it does, is not known.
const LONGEST_MESSAGE = 32_768

/** InvalidParameterException that lists every violation in the order given. */
export function invalidParameters(violations: readonly Violation[]): ServiceError {
  return new ServiceError('InvalidParameterException', messageOf(violations))
}

function messageOf(violations: readonly Violation[]): string {
  const count = violations.length
  let message = `${count} validation error${count === 1 ? '' : 's'} detected: `
  let separator = ''
  for (const { path, shown, constraint } of violations) {
    message += `${separator}Value${shown} at '${path}' failed to satisfy constraint: ${constraint}`
    separator = '; '
    if (message.length > LONGEST_MESSAGE) return cut(message, LONGEST_MESSAGE)
  }
  return message
}

/** The text's beginning, at most `length` characters long, with dots for what is left out. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text.slice(0, length - 3).replace(/\p{Surrogate}$/u, '')}...` // never half a character
}

export function prefixed(prefix: string, violation: Violation): Violation {
  return { ...violation, path: violation.path === '' ? prefix : `${prefix}.${violation.path}` }
}

export const MUST_NOT_BE_NULL = 'Member must not be null'

export function lengthAtLeast(min: number): string {
  return `Member must have length greater than or equal to ${min}`
}

export function lengthAtMost(max: number): string {
  return `Member must have length less than or equal to ${max}`
}

export function valueAtLeast(min: number): string {
  return `Member must have value greater than or equal to ${min}`
}

export function valueAtMost(max: number): string {
  return `Member must have value less than or equal to ${max}`
}

export function inPattern(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`
}

export function inEnum(values: readonly string[]): string {
  return `Member must satisfy enum value set: [${inPrintedOrder(values).join(', ')}]`
}

/** AWS: every set whose text was recorded stands in the order of a table of this size. */
const BUCKETS_OF_ENUM_SETS = 32

/**
 * Of two values in one bucket the service prints the one first that it declares later. The model lists values by name;
 * these are declared after the value that they share a bucket with.
 */
const DECLARED_LATER: ReadonlySet<string> = new Set(['NEW_PASSWORD_REQUIRED', 'OIDC', 'WEB_AUTHN'])

function inPrintedOrder(values: readonly string[]): string[] {
  const later = values.filter((value) => DECLARED_LATER.has(value))
  const others = values.filter((value) => !DECLARED_LATER.has(value))
  return inTableOrder([...later, ...others], BUCKETS_OF_ENUM_SETS)
}

/** For a list of plain values: one violation names all constraints of an element. */
export function eachMember(constraints: readonly string[]): string {
  return `Member must satisfy constraint: [${constraints.join(', ')}]`
}

export function eachKey(constraints: readonly string[]): string {
  return `Map keys must satisfy constraint: [${constraints.join(', ')}]`
}
