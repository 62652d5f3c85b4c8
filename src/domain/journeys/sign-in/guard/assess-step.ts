import { assessRisk } from '../../../auth-events/assess-risk.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { securityReasons } from '../../../threat-protection/assert-network.ts'
import type { User } from '../../../users/user.ts'
import { actionOf, type CarryingGuard } from '../action-of-step.ts'
import { lacksRequiredFactor } from '../next.ts'
import type { SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'
import { refuseGuarded } from './observe-step.ts'
import { prepareNotice } from './prepare-notice.ts'

type Surroundings = Pick<RequestContext, 'storage' | 'now'>

/**
 * Finds the risk of a sign-in whose first factor was just proven. Later steps take it from their session, if that is of
 * the same user.
 */
export async function assessStep(
  { storage, now }: Surroundings,
  guard: CarryingGuard | undefined,
  user: User,
): Promise<void> {
  if (!guard || guard.findings.isAssessed) return
  const { carried, findings, network } = guard
  if (carried?.sub === user.sub) findings.level = carried.level
  else if (network === 'skipped') return
  else {
    const { level, isRepeated } = await assessRisk(storage.stores, guard, user, now)
    findings.level = level
    findings.isNews = level !== undefined && !isRepeated
  }
  findings.isAssessed = true
  if (findings.level) findings.decision = 'AccountTakeover'
}

/**
 * Does what the configuration says about the risk of a step, except asking for a second factor, which `next` does.
 * @throws NotAuthorizedException, and records it, for a sign-in that is too risky or lacks the factor that it would need
 */
export async function actOnRisk(
  context: RequestContext,
  { pool, guard }: SignInStep,
  standing: SignInStanding,
): Promise<void> {
  const { user } = standing
  const action = actionOf(guard, user)
  if (!guard || !action) return
  const isBlocked = action.eventAction === 'BLOCK' || lacksRequiredFactor(standing)
  if (action.notify && guard.findings.isNews) {
    const taken = isBlocked ? 'BLOCK' : action.eventAction
    guard.pending.notice = await prepareNotice(context, pool, guard, user, taken)
  }
  if (!isBlocked) return
  guard.findings.decision = 'Block'
  await refuseGuarded(context, guard, user, securityReasons())
}
