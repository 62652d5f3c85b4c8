import type { UserPoolDomain } from '../domains/user-pool-domain.ts'
import { type SettingRule, type SettingWithoutEffect, usedOf } from './setting-without-effect.ts'

/** The settings of a domain that are stored without effect. */
export function domainSettingsWithoutEffect(domain: UserPoolDomain): readonly SettingWithoutEffect[] {
  return usedOf(DOMAIN_RULES, domain)
}

/** When you build the part that a rule names, remove the rule. */
export const DOMAIN_RULES: readonly SettingRule<UserPoolDomain>[] = [
  {
    setting: 'Routing.Failover',
    part: 'routing of domains by health checks of Route 53',
    meaning: 'your DNS decides which nodes a custom domain leads to',
    isUsedIn: ({ failover }) => failover !== undefined,
  },
]
