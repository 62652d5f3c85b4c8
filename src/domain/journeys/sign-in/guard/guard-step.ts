import type { ChallengeName, ChallengeNameType } from '../../../../contract/generated/types.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { assertNetworkAllowed } from '../../../threat-protection/assert-network.ts'
import { guardOf } from '../../../threat-protection/guard.ts'
import type { GuardedFlow } from '../../../threat-protection/threat-protection-mode.ts'
import type { Initiator } from '../auth-flows.ts'
import { type Progress, withEvent } from '../progress.ts'
import type { CarriedRisk, SignInOutcome, SignInStep } from '../sign-in.ts'

export interface GuardedStep {
  readonly flow: GuardedFlow
  readonly initiator: Initiator
  /** What the step tries to prove, as events show it. */
  readonly proves: ChallengeName | undefined
  /** The challenge that the step answers. Absent where a sign-in begins, which no session can be a part of. */
  readonly answers?: ChallengeNameType
}

/** AWS: events only have two names, for passwords and for second factors. */
export const PROVES: { readonly [Name in ChallengeNameType]?: ChallengeName } = {
  PASSWORD: 'Password',
  PASSWORD_VERIFIER: 'Password',
  DEVICE_PASSWORD_VERIFIER: 'Mfa',
  EMAIL_OTP: 'Mfa',
  SMS_MFA: 'Mfa',
  SOFTWARE_TOKEN_MFA: 'Mfa',
}

/**
 * Takes a step under threat protection, if the pool has it on for the flow. All steps of a sign-in belong to one event,
 * whose id the sessions carry.
 * @throws NotAuthorizedException from a network that the risk configuration blocks
 */
export async function guardStep(
  context: RequestContext,
  step: SignInStep,
  { flow, initiator, proves: challenge, answers }: GuardedStep,
  take: (step: SignInStep) => Promise<SignInOutcome>,
): Promise<SignInOutcome> {
  const { pool, client, contextData } = step
  const progress = progressAnswered(context, step, answers)
  const signed = initiator === 'administrator'
  const guard = await guardOf(context, { pool, client, flow, signed, contextData })
  if (!guard) return take(step)
  assertNetworkAllowed(guard)
  const id = progress?.eventId ?? context.requestId
  const event = { id, clientId: client.id, challenge }
  const outcome = await take({
    ...step,
    guard: { ...guard, event, carried: carriedBy(progress), pending: {} },
  })
  if (!('challenge' in outcome) || outcome.challenge.session === undefined) return outcome
  const { isAssessed, level = 'None' } = guard.findings
  const carrying = withEvent(context, outcome.challenge.session, client, {
    eventId: id,
    risk: isAssessed ? level : progress?.risk,
  })
  return { challenge: { ...outcome.challenge, session: carrying } }
}

/**
 * The progress that the step goes on with. The risk in a session that is for another step, or has expired, is
 * ignored: a request may send any session, and one of the same user may be from before the risk.
 */
function progressAnswered(
  { now }: Pick<RequestContext, 'now'>,
  { progress }: Pick<SignInStep, 'progress'>,
  answers: ChallengeNameType | undefined,
): Progress | undefined {
  if (!progress || !answers) return undefined
  return progress.accepts.includes(answers) && now <= progress.expiresAt ? progress : undefined
}

function carriedBy(progress: Progress | undefined): CarriedRisk | undefined {
  if (!progress?.risk) return undefined
  return { sub: progress.sub, level: progress.risk === 'None' ? undefined : progress.risk }
}
