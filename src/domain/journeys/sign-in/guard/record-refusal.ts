import type { ChallengeResponse } from '../../../../contract/generated/types.ts'
import { ServiceError } from '../../../../contract/service-error.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { strangerCounter } from '../../../strangers/stranger.ts'
import type { User } from '../../../users/user.ts'
import { countIfLeft } from '../../shared/count-try.ts'
import type { NamedClaimant } from '../claimant.ts'
import type { SignInGuard } from '../sign-in.ts'
import { recordStep } from './observe-step.ts'

/** Whose step it is, and the result of its proof. */
export interface RefusableStep {
  readonly claimant: Pick<NamedClaimant, 'userPoolId' | 'name' | 'user'>
  /** Absent if nothing was checked, or the step proves nothing. */
  readonly result?: ChallengeResponse | undefined
}

/** The step of a user who has proven all that the step asks for. */
export function provenBy(user: User): RefusableStep {
  return { claimant: { userPoolId: user.userPoolId, name: user.username, user }, result: 'Success' }
}

/** What ends a sign-in. Any other error is about the form of the request, or a fault. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ExpiredCodeException',
  'InvalidLambdaResponseException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotConfirmedException',
])

/**
 * Does a part of a step that may refuse the user for another reason than a wrong password or code, and records the refusal.
 * Do not use it for a transaction that spends a session: of two requests with one session, one is refused although the
 * sign-in goes on.
 */
export async function recordingRefusal<Result>(
  context: RequestContext,
  guard: SignInGuard | undefined,
  step: RefusableStep,
  work: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (guard && error instanceof ServiceError && REFUSALS.has(error.name)) {
      await context.storage.bookkeeping((stores) => recordRefusal(context, stores, guard, step))
    }
    throw error
  }
}

/** Refuses, and records that. */
export function refuseRecorded(
  context: RequestContext,
  guard: SignInGuard | undefined,
  step: RefusableStep,
  refusal: ServiceError,
): Promise<never> {
  return recordingRefusal(context, guard, step, () => Promise.reject(refusal))
}

/**
 * Anybody can cause a refusal before anything is proven, so the number of their events is limited. Refusals of strangers are
 * counted too, so that the time of a response reveals less.
 */
async function recordRefusal(
  context: RequestContext,
  stores: Stores,
  guard: SignInGuard,
  { claimant: { userPoolId, name, user }, result }: RefusableStep,
): Promise<void> {
  if (result !== 'Success') {
    const attemptKey = user ?? {
      userPoolId,
      sub: strangerCounter(context.poolKeys('absent users', userPoolId), name),
    }
    if (!(await countIfLeft(stores, attemptKey, 'refusedSignInEvent', context.now))) return
  }
  if (user) await recordStep(stores, guard, user, 'Fail', context, result)
}
