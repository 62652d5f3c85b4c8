import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { addOnNotEnabled } from './risk-configuration-errors.ts'

/** OFF records nothing, AUDIT only records, ENFORCED also acts. */
export type ThreatProtectionMode = 'OFF' | 'AUDIT' | 'ENFORCED'

/** The pool's mode for all flows but custom authentication. */
export function threatProtectionOf({
  userPoolAddOns,
}: Pick<UserPoolSettings, 'userPoolAddOns'>): ThreatProtectionMode {
  return userPoolAddOns?.advancedSecurityMode ?? 'OFF'
}

/** @throws UserPoolAddOnNotEnabledException if the pool has threat protection off */
export function assertThreatProtectionOn({ settings }: Pick<UserPool, 'settings'>): void {
  if (threatProtectionOf(settings) === 'OFF') throw addOnNotEnabled()
}
