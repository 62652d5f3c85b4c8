import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { assertMeetsPolicy, type PasswordOccasion } from './password-policy.ts'
import { newPassword } from './password-verifier.ts'
import { userIdentity } from './srp.ts'
import { assertNotUsedBefore, replacePassword, temporaryPasswordExpiry } from './stored-password.ts'

export interface ChosenPassword {
  readonly password: string
  readonly occasion: PasswordOccasion
  /** A temporary password expires according to the pool's policy. */
  readonly temporary: boolean
}

/**
 * Gives a locked or new user a password, and forgets earlier sign-in failures. The caller changes the status
 * (user-statuses.ts).
 * @throws InvalidPasswordException
 * @throws PasswordHistoryPolicyViolationException except for invitations, which do not declare it
 */
export async function setPassword(
  stores: Pick<Stores, 'credentials'>,
  pool: UserPool,
  { sub, username }: Pick<User, 'sub' | 'username'>,
  { password, occasion, temporary }: ChosenPassword,
  { entropy, now }: { readonly entropy: Entropy; readonly now: Instant },
): Promise<void> {
  const policy = pool.settings.policies.passwordPolicy
  assertMeetsPolicy(policy, password, occasion)
  const identity = userIdentity(pool.id, username)
  const historySize = policy.passwordHistorySize ?? 0
  const { password: stored } = await stores.credentials.lock(pool.id, sub)
  if (occasion !== 'invitation') assertNotUsedBefore(stored, identity, password, historySize)
  const next = {
    verifier: newPassword(entropy, identity, password),
    now,
    expiresAt: temporary ? temporaryPasswordExpiry(policy.temporaryPasswordValidityDays, now) : undefined,
  }
  await stores.credentials.setPassword(pool.id, sub, replacePassword(stored, next, historySize))
}
