import type { Settings } from './managed-login-branding.ts'

/**
 * Objects are merged member by member, everything else is replaced. AWS: an update "preserves existing style settings
 * that you don't specify".
 */
export function mergeSettings(below: Settings, above: Settings): Settings {
  const merged = new Map<string, unknown>(Object.entries(below))
  for (const [member, value] of Object.entries(above)) {
    const former = merged.get(member)
    merged.set(member, isObject(former) && isObject(value) ? mergeSettings(former, value) : value)
  }
  return Object.fromEntries(merged) // also for a member `__proto__`
}

export function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
