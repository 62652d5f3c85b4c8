import { hidesUsers } from '../../../clients/hides-users.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { callPreAuthentication } from '../../../triggers/pre-authentication.ts'
import type { User } from '../../../users/user.ts'
import type { Claimant } from '../claimant.ts'
import { recordingRefusal } from '../guard/record-refusal.ts'
import type { SignInStep } from '../sign-in.ts'
import { assertMayTry } from './failures.ts'

/** A claimant, or a user who was just brought in. */
interface PreAuthenticated {
  readonly user?: User | undefined
  readonly name?: string | undefined
}

/**
 * Calls the pool's PreAuthentication function about a user who begins a sign-in, or about a stranger where users are
 * hidden. Call it once for each sign-in, when the claimant may try and before anything is proven or sent; and again when
 * a stranger turns out to be a user who is brought in.
 * @param requested the name that was sent
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function preAuthenticate(
  context: RequestContext,
  { pool, client, validationData, guard }: SignInStep,
  { user, name }: PreAuthenticated,
  requested: string,
): Promise<void> {
  const claimant = { userPoolId: pool.id, name: name ?? requested, user }
  await recordingRefusal(context, guard, { claimant }, () =>
    callPreAuthentication(context, pool, {
      clientId: client.id,
      userName: user?.username ?? requested,
      user,
      hidesUsers: hidesUsers(client),
      validationData,
    }),
  )
}

/**
 * The same, for sign-ins that begin with a challenge. Without a function, the lock is only checked when the challenge is
 * answered.
 * @throws NotAuthorizedException while the claimant is locked out
 */
export async function preAuthenticateChallenged(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  requested: string,
): Promise<void> {
  if (step.pool.settings.lambdaConfig.preAuthentication === undefined) return
  await assertMayTry(context, claimant)
  await preAuthenticate(context, step, claimant, requested)
}
