import type { Instant } from '../../../kernel/clock.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'
import { assertNotExpired, type StoredPassword } from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { Stores } from '../../stores.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { incorrectUsernameOrPassword } from '../../users/user-errors.ts'
import type { UserStanding } from '../../users/user-store.ts'

/** A user who has just proven to know this password. */
export interface Proven {
  readonly user: User
  readonly password: StoredPassword
  /** What the proof was made with, if it can be used once. */
  readonly spends?: SingleUse | undefined
}

/**
 * Whether a user who knows the password may come in.
 * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException
 */
export function assertMayEnter(
  { user, password }: { readonly user: UserStanding; readonly password: StoredPassword },
  now: Instant,
): void {
  assertMayHoldTokens(user)
  assertNotExpired(password, now)
}

/**
 * Lets a user in within the transaction that the sign-in ends with. What the proof rested on is looked at again, now
 * under lock, so that no failure of a rival, new password or disabled user is overtaken; then the proof is spent and
 * the failures are forgotten.
 */
export async function admit(stores: Stores, proven: Proven, now: Instant): Promise<void> {
  const { userPoolId, sub } = proven.user
  const user = await stores.credentials.lockProven(userPoolId, sub, proven.password.revision)
  assertNotLocked(user?.failures, now)
  if (!user) throw incorrectUsernameOrPassword()
  assertMayEnter({ user, password: proven.password }, now)
  const { spends } = proven
  if (spends && !(await stores.consumedTokens.consume(spends))) {
    throw incorrectUsernameOrPassword()
  }
  if (user.failures && user.status !== 'FORCE_CHANGE_PASSWORD') {
    await stores.credentials.setFailures(userPoolId, sub, undefined)
  }
}
