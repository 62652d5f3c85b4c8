import { isJsonObject } from '../../kernel/json-object.ts'
import type { Settings } from './managed-login-branding.ts'

/**
 * Objects are merged member by member, everything else is replaced. AWS: an update "preserves existing style settings
 * that you don't specify".
 */
export function mergeSettings(below: Settings, above: Settings): Settings {
  const merged = new Map<string, unknown>(Object.entries(below))
  for (const [member, value] of Object.entries(above)) {
    const former = merged.get(member)
    merged.set(member, isJsonObject(former) && isJsonObject(value) ? mergeSettings(former, value) : value)
  }
  return Object.fromEntries(merged) // also for a member `__proto__`
}
