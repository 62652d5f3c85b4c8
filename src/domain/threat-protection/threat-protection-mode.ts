import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { addOnNotEnabled } from './risk-configuration-errors.ts'

/** OFF records nothing, AUDIT only records, ENFORCED also acts. */
export type ThreatProtectionMode = 'OFF' | 'AUDIT' | 'ENFORCED'

/** AWS: custom authentication has a mode of its own. */
export type GuardedFlow = 'standard' | 'custom'

export function threatProtectionOf(
  { userPoolAddOns }: Pick<UserPoolSettings, 'userPoolAddOns'>,
  flow: GuardedFlow = 'standard',
): ThreatProtectionMode {
  const mode = userPoolAddOns?.advancedSecurityMode ?? 'OFF'
  if (flow === 'standard' || mode === 'OFF') return mode
  return userPoolAddOns?.advancedSecurityAdditionalFlows?.customAuthMode ?? 'OFF'
}

/** @throws UserPoolAddOnNotEnabledException if the pool has threat protection off */
export function assertThreatProtectionOn({ settings }: Pick<UserPool, 'settings'>): void {
  if (threatProtectionOf(settings) === 'OFF') throw addOnNotEnabled()
}
