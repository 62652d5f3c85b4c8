import { isJsonObject } from '../../kernel/json-object.ts'
import { invalidSettings } from './branding-errors.ts'
import { DEFAULT_SETTINGS } from './default-settings.ts'
import type { Settings } from './managed-login-branding.ts'

/** Settings with few values, by the name of the member. */
const CHOICES: Readonly<Record<string, readonly string[]>> = {
  colorSchemeMode: ['LIGHT', 'DARK', 'DYNAMIC'],
  spacingDensity: ['REGULAR', 'COMPACT'],
  horizontal: ['START', 'CENTER', 'END'],
  vertical: ['START', 'CENTER', 'END'],
  formInclusion: ['IN', 'OUT'],
  position: ['TOP', 'BOTTOM'],
}

/** The most that a message lists. */
const MOST_FAULTS = 10

/**
 * Checks settings against the default ones: known members must have their form. Unknown members are stored without
 * effect (docs/deviations.md, "settings of managed login"). AWS: so are colours of another form than eight digits.
 * @throws InvalidParameterException that lists what is wrong
 */
export function assertBrandingSettings(settings: Settings): void {
  const faults = [...faultsOf(settings, DEFAULT_SETTINGS, '')]
  if (faults.length > 0) throw invalidSettings(faults.slice(0, MOST_FAULTS))
}

function* faultsOf(settings: Settings, model: Settings, path: string): Generator<string> {
  for (const [member, known] of Object.entries(model)) {
    if (!Object.hasOwn(settings, member)) continue
    const value = settings[member]
    const place = `${path}/${member}`
    if (isJsonObject(known)) {
      if (isJsonObject(value)) yield* faultsOf(value, known, place)
      else yield `${place}: must be an object`
    } else {
      const fault = faultOf(member, value, known)
      if (fault !== undefined) yield `${place}: ${fault}`
    }
  }
}

function faultOf(member: string, value: unknown, known: unknown): string | undefined {
  if (Array.isArray(known)) return Array.isArray(value) ? undefined : 'must be a list'
  if (typeof value !== typeof known) return `must be a ${typeof known}`
  if (typeof value === 'number')
    return value >= 0 && value <= 100 ? undefined : 'must be a number from 0 to 100'
  if (typeof value !== 'string') return undefined
  const choices = CHOICES[member]
  return choices && !choices.includes(value) ? `must be one of ${choices.join(', ')}` : undefined
}
