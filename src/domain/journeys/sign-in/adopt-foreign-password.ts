import { foreignPasswordMatches } from '../../credentials/foreign-password.ts'
import { newPassword, passwordMatches } from '../../credentials/password-verifier.ts'
import type { PasswordRecord, StoredPassword } from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Claimant } from './claimant.ts'

/**
 * Checks a password by the hash that an imported user brought, and keeps it in our own form from then on, so that the
 * next sign-in may be one by SRP. Undefined where the password is wrong.
 */
export async function adoptForeignPassword(
  { storage, entropy, now }: RequestContext,
  { user, foreignPassword: brought, identity }: Claimant,
  sent: string,
): Promise<StoredPassword | undefined> {
  if (!user || !brought || !(await foreignPasswordMatches(brought, sent))) return undefined
  const adopted: PasswordRecord = { current: newPassword(entropy, identity, sent), former: [], setAt: now }
  return storage.bookkeeping(async (stores) => {
    if (!(await stores.users.lock(user.userPoolId, user.sub))) return undefined // deleted meanwhile
    const { password, foreignPassword, failures } = await stores.credentials.lock(user.userPoolId, user.sub)
    assertNotLocked(failures, now) // by a rival, in the meantime
    if (foreignPassword?.hash === brought.hash) {
      const revision = await stores.credentials.setPassword(user.userPoolId, user.sub, adopted)
      return { ...adopted, revision }
    }
    return password && passwordMatches(password.current, identity, sent) ? password : undefined
  })
}
