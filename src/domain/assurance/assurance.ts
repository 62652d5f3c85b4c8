import type { SecondFactor } from '../factors/mfa-settings.ts'
import { effectiveAcrConfiguration } from '../user-pools/settings/acr-configuration.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'

/** AWS: how strongly a user is authenticated. The fourth is the highest. */
export type Level = 1 | 2 | 3 | 4

export const LEVELS: readonly Level[] = [1, 2, 3, 4]

/** What a sign-in has proven, as its tokens show it. */
export interface Assurance {
  readonly level: Level
  /** RFC 8176: `pwd`, `otp` (an authenticator app), `sms`, `email_otp`, `swk`, `mfa`, `fed`; or those of a provider. */
  readonly amr: readonly string[]
  /** An identity provider says so: here, nothing was proven. */
  readonly byProvider?: true | undefined
}

/** The levels that a sign-in is asked for, in the order of their priority. */
export interface AskedLevels {
  readonly targets: readonly Level[]
  /** Whether the sign-in fails if it can reach none of them. Applications can only wish for one on the pages. */
  readonly required: boolean
}

const METHODS: Readonly<Record<SecondFactor, string>> = {
  SMS_MFA: 'sms',
  EMAIL_OTP: 'email_otp',
  SOFTWARE_TOKEN_MFA: 'otp',
}

/** AWS: the table of levels. 0 if nothing is proven that counts. */
export function levelOf(methods: readonly string[]): Level | 0 {
  const has = (method: string) => methods.includes(method)
  const hasCode = has('sms') || has('email_otp')
  if (has('pwd') && has('otp')) return 4
  if (has('swk') || (has('pwd') && hasCode)) return 3
  if (hasCode) return 2
  return has('pwd') ? 1 : 0
}

/** Undefined if nothing is proven that counts. AWS: `mfa` is added to two methods or more. */
export function assuranceBy(methods: readonly string[]): Assurance | undefined {
  const level = levelOf(methods)
  if (level === 0) return undefined
  const amr = [...new Set(methods)]
  return { level, amr: amr.length > 1 ? [...amr, 'mfa'] : amr }
}

/** Of the second factors that the user can be asked for, those that lift what is proven to the level. */
export function liftingFactors(
  methods: readonly string[],
  level: Level,
  usable: readonly SecondFactor[],
): readonly SecondFactor[] {
  return usable.filter((factor) => levelOf([...methods, METHODS[factor]]) >= level)
}

/** The levels that a text names, each once. AWS: names that the pool does not know are ignored. */
export function levelsNamed({ acrConfiguration }: UserPoolSettings, text: string): readonly Level[] {
  const names = effectiveAcrConfiguration(acrConfiguration)
  const levels = text
    .split(' ')
    .map((name) => LEVELS.find((level) => names[`Level${level}`]?.acrValue === name))
  return [...new Set(levels.filter((level) => level !== undefined))]
}

/** The claims of a pool's tokens, and who says so. */
export function acrClaims(
  { acrConfiguration }: UserPoolSettings,
  { level, amr, byProvider }: Assurance,
): { readonly acr: string | undefined } & Omit<Assurance, 'level'> {
  return { acr: effectiveAcrConfiguration(acrConfiguration)[`Level${level}`]?.acrValue, amr, byProvider }
}
