import { fieldName } from './field-name.ts'
import type { Violation } from './violation.ts'

const MUST_NOT_CONTAIN_NUL = 'Member must not contain a NUL character'

/**
 * The first text with a NUL character, which no database stores. Most patterns shut it out; this is for texts without
 * a pattern. Deviation: what the real service answers is not known. The value is not shown: it may be a secret.
 */
export function nulViolation(value: unknown): Violation | undefined {
  return holdsNul(value) ? violationIn(value, '') : undefined
}

/** Nearly every request ends here. */
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  if (Array.isArray(value)) return value.some(holdsNul)
  for (const name in value) {
    if (name.includes('\0') || holdsNul((value as Readonly<Record<string, unknown>>)[name])) return true
  }
  return false
}

function violationIn(value: unknown, path: string): Violation | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') ? { path, shown: '', constraint: MUST_NOT_CONTAIN_NUL } : undefined
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return undefined
  for (const [name, part] of Object.entries(value)) {
    const step = Array.isArray(value) ? `${Number(name) + 1}.member` : fieldName(name)
    const found = violationIn(name.includes('\0') ? name : part, path === '' ? step : `${path}.${step}`)
    if (found) return { ...found, path: found.path.replaceAll('\0', '?') }
  }
  return undefined
}
