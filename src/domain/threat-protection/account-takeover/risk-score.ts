import type { RiskLevelType } from '../../../contract/generated/types.ts'
import { RISK_LEVELS, RISK_POINTS, type RiskSign } from './risk-table.ts'

/** The points of all signs together. */
export function riskScore(signs: readonly RiskSign[]): number {
  return signs.reduce((sum, sign) => sum + RISK_POINTS[sign], 0)
}

/** Undefined for a sign-in that is no risk. */
export function riskLevel(signs: readonly RiskSign[]): RiskLevelType | undefined {
  const score = riskScore(signs)
  return RISK_LEVELS.find(([, least]) => score >= least)?.[0]
}
