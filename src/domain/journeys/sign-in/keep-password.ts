import type { Instant } from '../../../kernel/clock.ts'
import type { Credentials } from '../../credentials/credential-store.ts'
import { newPassword, passwordMatches } from '../../credentials/password-verifier.ts'
import { userIdentity } from '../../credentials/srp.ts'
import type { PasswordRecord } from '../../credentials/stored-password.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { User } from '../../users/user.ts'
import type { ProvenPassword } from './admission.ts'
import type { GiveBack } from './slow-proof.ts'

/** A password that was proven right by other means than a verifier of ours. */
export interface BroughtPassword {
  readonly sent: string
  /** Only of a temporary password. */
  readonly expiresAt?: Instant | undefined
  /** Whether the user still lacks it in our own form. */
  isAwaited(credentials: Credentials): boolean
}

/**
 * Keeps a password in our own form from now on, so that the next sign-in may be one by SRP. Of rivals with the
 * right password all go on, with what the first one stored.
 */
export function keepPassword(
  { storage, entropy, now }: Pick<RequestContext, 'storage' | 'entropy' | 'now'>,
  user: User,
  { sent, expiresAt, isAwaited }: BroughtPassword,
  giveBack: GiveBack,
): Promise<ProvenPassword | undefined> {
  const { userPoolId, sub, username } = user
  const identity = userIdentity(userPoolId, username)
  const record: PasswordRecord = {
    current: newPassword(entropy, identity, sent),
    former: [],
    setAt: now,
    expiresAt,
  }
  return storage.bookkeeping(async (stores) => {
    await giveBack(stores)
    if (!(await stores.users.lock(userPoolId, sub))) return undefined // deleted meanwhile
    const credentials = await stores.credentials.lock(userPoolId, sub)
    const { password, failures } = credentials
    assertNotLocked(failures, now) // by a rival, in the meantime
    if (isAwaited(credentials)) {
      const revision = await stores.credentials.setPassword(userPoolId, sub, record)
      return { user, password: { ...record, revision } }
    }
    return password && passwordMatches(password.current, identity, sent) ? { user, password } : undefined
  })
}
