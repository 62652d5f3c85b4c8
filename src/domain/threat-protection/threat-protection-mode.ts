import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { addOnNotEnabled } from './risk-configuration-errors.ts'

/** OFF records nothing, AUDIT only records, ENFORCED also acts. */
export type ThreatProtectionMode = 'OFF' | 'AUDIT' | 'ENFORCED'

/**
 * AWS: custom authentication has a mode of its own. Deviation: custom challenges that follow a password are under `both`,
 * the stricter of the two modes, so that a stolen password is no less guarded by that flow (docs/deviations.md,
 * "custom authentication that begins with the password").
 */
export type GuardedFlow = 'standard' | 'custom' | 'both'

export function threatProtectionOf(
  { userPoolAddOns }: Pick<UserPoolSettings, 'userPoolAddOns'>,
  flow: GuardedFlow = 'standard',
): ThreatProtectionMode {
  const mode = userPoolAddOns?.advancedSecurityMode ?? 'OFF'
  if (flow === 'standard' || mode === 'OFF') return mode
  const custom = userPoolAddOns?.advancedSecurityAdditionalFlows?.customAuthMode ?? 'OFF'
  return flow === 'both' && custom !== 'ENFORCED' ? mode : custom
}

/** @throws UserPoolAddOnNotEnabledException if the pool has threat protection off */
export function assertThreatProtectionOn({ settings }: Pick<UserPool, 'settings'>): void {
  if (threatProtectionOf(settings) === 'OFF') throw addOnNotEnabled()
}
