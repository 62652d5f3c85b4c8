import type { ClientSettings } from '../clients/user-pool-client.ts'
import { type SettingRule, type SettingWithoutEffect, usedOf } from './setting-without-effect.ts'

/** The settings of an app client that are stored without effect. */
export function clientSettingsWithoutEffect(settings: ClientSettings): readonly SettingWithoutEffect[] {
  return usedOf(CLIENT_RULES, settings)
}

type Rule = SettingRule<ClientSettings>

/** When you build the part that a rule names, remove the rule. */
export const CLIENT_RULES: readonly Rule[] = [
  {
    setting: 'AnalyticsConfiguration',
    part: 'Amazon Pinpoint',
    meaning: 'nothing is sent to Amazon Pinpoint',
    isUsedIn: ({ analyticsConfiguration }) => analyticsConfiguration !== undefined,
  },
]
