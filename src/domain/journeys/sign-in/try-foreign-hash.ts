import type { ForeignPassword } from '../../credentials/foreign-password.ts'
import { newPassword, passwordMatches } from '../../credentials/password-verifier.ts'
import type { PasswordRecord } from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../users/user-errors.ts'
import type { Claimant } from './claimant.ts'
import type { Finding } from './slow-proof.ts'

/**
 * Checks a password by the hash that an imported user brought. It is kept in our own form from then on, so that the next
 * sign-in may be one by SRP.
 */
export async function tryForeignHash(
  { storage, slowGuesses, entropy, now }: RequestContext,
  { user, identity }: Claimant,
  brought: ForeignPassword,
  sent: string,
): Promise<Finding> {
  const isRight = await slowGuesses.matches(brought, sent)
  if (!user || !isRight) return incorrectUsernameOrPassword()
  const { userPoolId, sub } = user
  const adopted: PasswordRecord = { current: newPassword(entropy, identity, sent), former: [], setAt: now }
  return (giveBack) =>
    storage.bookkeeping(async (stores) => {
      await giveBack(stores)
      if (!(await stores.users.lock(userPoolId, sub))) return undefined // deleted meanwhile
      const { password, foreignPassword, failures } = await stores.credentials.lock(userPoolId, sub)
      assertNotLocked(failures, now) // by a rival, in the meantime
      if (foreignPassword?.hash === brought.hash) {
        const revision = await stores.credentials.setPassword(userPoolId, sub, adopted)
        return { user, password: { ...adopted, revision } }
      }
      const isKept = password && passwordMatches(password.current, identity, sent)
      return isKept ? { user, password } : undefined
    })
}
