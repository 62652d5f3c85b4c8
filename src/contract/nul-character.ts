import { fieldName } from './field-name.ts'
import { prefixed, type Violation } from './violation.ts'

const MUST_NOT_CONTAIN_NUL = 'Member must not contain a NUL character'

/**
 * The first text with a NUL character, which no database stores. Most patterns shut it out; this is for texts without
 * a pattern. Deviation: what the real service answers is not known. The value is not shown: it may be a secret.
 */
export function nulViolation(value: unknown): Violation | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') ? { path: '', shown: '', constraint: MUST_NOT_CONTAIN_NUL } : undefined
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined
  for (const name in value) {
    const part = (value as Readonly<Record<string, unknown>>)[name]
    const found = nulViolation(name.includes('\0') ? name : part)
    if (found) return prefixed(stepOf(value, name), found) // most requests never need a path
  }
  return undefined
}

function stepOf(value: object, name: string): string {
  return Array.isArray(value) ? `${Number(name) + 1}.member` : fieldName(name).replaceAll('\0', '?')
}
