import type { RiskLevelType } from '../../../contract/generated/types.ts'
import type { AccountTakeoverAction, AccountTakeoverRiskConfiguration } from '../risk-configuration.ts'

const ACTIONS = {
  Low: 'lowAction',
  Medium: 'mediumAction',
  High: 'highAction',
} as const satisfies Record<RiskLevelType, keyof AccountTakeoverRiskConfiguration['actions']>

/** What a configuration wants done about a level. Undefined for a level that it does not name, which is only recorded. */
export function configuredAction(
  configuration: AccountTakeoverRiskConfiguration | undefined,
  level: RiskLevelType | undefined,
): AccountTakeoverAction | undefined {
  return level && configuration?.actions[ACTIONS[level]]
}
