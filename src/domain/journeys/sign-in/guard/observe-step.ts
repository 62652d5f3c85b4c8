import type { ChallengeNameType, ChallengeResponse } from '../../../../contract/generated/types.ts'
import type { ServiceError } from '../../../../contract/service-error.ts'
import { noteFailure } from '../../../auth-events/assess-risk.ts'
import { type EventParts, recordEvent } from '../../../auth-events/record-event.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { putMessage } from '../../../sending/put-message.ts'
import type { Stores } from '../../../stores.ts'
import type { User } from '../../../users/user.ts'
import type { NamedClaimant } from '../claimant.ts'
import type { ProvenStep, SignInGuard } from '../sign-in.ts'

/** Of the request's context. */
type StepParts = EventParts & Pick<RequestContext, 'messages'>

type Named = Pick<User, 'userPoolId' | 'sub' | 'username'>

/** A successful step whose transaction also records it, before tokens or the next challenge. */
export function observed(
  parts: StepParts,
  guard: SignInGuard,
  proven: ProvenStep,
  next: ChallengeNameType | 'tokens',
): ProvenStep {
  const response = next === 'tokens' ? 'Pass' : 'InProgress'
  return {
    ...proven,
    async settle(stores) {
      const settled = await proven.settle(stores)
      await recordStep(stores, guard, proven.user, response, parts, 'Success')
      return settled
    },
    check: undefined, // the record needs the transaction
  }
}

/**
 * Records a step that failed, within the transaction that counts the failure. For strangers, only the failure of their
 * address is counted.
 */
export async function recordFailedStep(
  stores: Stores,
  { userPoolId, user, guard }: Pick<NamedClaimant, 'userPoolId' | 'user' | 'guard'>,
  parts: StepParts,
): Promise<void> {
  if (!guard) return
  await noteFailure(stores, guard, userPoolId, parts.now)
  if (user) await recordStep(stores, guard, user, 'Fail', parts, 'Failure')
}

/**
 * Refuses a user who has proven everything, and records that.
 * @param consequence what else becomes of the user, in the same transaction
 */
export async function refuseGuarded(
  context: RequestContext,
  guard: SignInGuard | undefined,
  user: User,
  refusal: ServiceError,
  consequence?: (stores: Stores) => Promise<void>,
): Promise<never> {
  const record = async (stores: Stores) => {
    await consequence?.(stores)
    if (guard) await recordStep(stores, guard, user, 'Fail', context, 'Success')
  }
  await context.storage.bookkeeping(record, refusal, user)
  throw refusal
}

/** @param result what has come of what the step tries to prove; undefined if that was not looked at */
export async function recordStep(
  stores: Stores,
  guard: SignInGuard,
  user: Named,
  response: 'Pass' | 'InProgress' | 'Fail',
  parts: StepParts,
  result: ChallengeResponse | undefined,
): Promise<void> {
  const { id, clientId, challenge } = guard.event
  const challenges = challenge && result ? [{ name: challenge, response: result }] : []
  await recordEvent(stores, guard, user, { id, type: 'SignIn', response, clientId, challenges }, parts)
  const { notice } = guard.pending
  if (notice) await putMessage(stores, parts, notice.message, notice.text)
}
