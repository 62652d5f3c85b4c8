import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { passwordResetRequired } from '../../../users/user-errors.ts'
import { statusAfter } from '../../../users/user-statuses.ts'
import { refuseGuarded } from '../guard/observe-step.ts'
import type { SignInGuard } from '../sign-in.ts'
import type { ProvenPassword } from './admission.ts'

/**
 * Refuses a user whose password is on the list of compromised ones. AWS: the user's status becomes RESET_REQUIRED, so that
 * nobody signs in with this password any more, in whatever flow.
 */
export function refuseCompromised(
  context: RequestContext,
  guard: SignInGuard | undefined,
  proven: ProvenPassword,
): Promise<never> {
  const refusal = passwordResetRequired()
  return refuseGuarded(context, guard, proven.user, refusal, (stores) =>
    requireReset(stores, proven, context.now),
  )
}

/** Leaves a user alone who has got another password in the meantime. */
async function requireReset(
  { credentials, users }: Pick<Stores, 'credentials' | 'users'>,
  { user: { userPoolId, sub }, password }: ProvenPassword,
  now: number,
): Promise<void> {
  const found = await credentials.lockWithUser(userPoolId, sub)
  if (!found || found.state.passwordRevision !== password.revision) return
  const { user } = found
  await users.save({ ...user, status: statusAfter(user.status, 'password-reset'), modifiedAt: now })
}
