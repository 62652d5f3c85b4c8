import { configuredAction } from '../../threat-protection/account-takeover/takeover-action.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import type { AccountTakeoverAction } from '../../threat-protection/risk-configuration.ts'
import type { User } from '../../users/user.ts'
import type { SignInGuard } from './sign-in.ts'

/** A guard, and what the session of the step says, if it has one. */
export type CarryingGuard = Guard & Pick<SignInGuard, 'carried'>

/** What is to be done about the risk of the step. Undefined where nothing is. */
export function actionOf(
  guard: CarryingGuard | undefined,
  { sub }: Pick<User, 'sub'>,
): AccountTakeoverAction | undefined {
  if (!guard?.enforces) return undefined
  const { findings, carried, configuration } = guard
  const carriedLevel = carried?.sub === sub ? carried.level : undefined
  const level = findings.isAssessed ? findings.level : carriedLevel
  return configuredAction(configuration?.accountTakeoverRiskConfiguration, level)
}
