import type { RequestContext } from '../../requests/request-context.ts'
import { securityReasons } from '../../threat-protection/assert-network.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import type { User } from '../../users/user.ts'
import { actionOf } from '../sign-in/action-of-step.ts'
import { assessStep } from '../sign-in/guard/assess-step.ts'

/**
 * Deviation: of a user of a provider no second factor is asked here, so one that is required blocks
 * (docs/deviations.md, "risk of a sign-in through a provider").
 * @throws NotAuthorizedException for a sign-in that is too risky
 */
export async function refuseRiskyUser(
  context: RequestContext,
  guard: Guard | undefined,
  user: User,
): Promise<void> {
  await assessStep(context, guard, user)
  const action = actionOf(guard, user)?.eventAction
  if (!guard || (action !== 'BLOCK' && action !== 'MFA_REQUIRED')) return
  guard.findings.decision = 'Block'
  throw securityReasons()
}
