import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { type SettingRule, type SettingWithoutEffect, usedOf } from './setting-without-effect.ts'

/** The settings of a user pool that are stored without effect. */
export function poolSettingsWithoutEffect(settings: UserPoolSettings): readonly SettingWithoutEffect[] {
  return usedOf(POOL_RULES, settings)
}

type Rule = SettingRule<UserPoolSettings>

/** When you build the part that a rule names, remove the rule. */
export const POOL_RULES: readonly Rule[] = [
  {
    setting: 'KeyConfiguration',
    part: 'customer managed keys',
    meaning: 'data is encrypted under the root key of this server',
    isUsedIn: ({ keyConfiguration }) => keyConfiguration.keyType === 'CUSTOMER_MANAGED_KEY',
  },
]
