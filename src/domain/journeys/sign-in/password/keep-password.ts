import type { Instant } from '../../../../kernel/clock.ts'
import type { Credentials } from '../../../credentials/credential-store.ts'
import { newPassword, passwordMatches } from '../../../credentials/password-verifier.ts'
import { userIdentity } from '../../../credentials/srp.ts'
import type { PasswordRecord } from '../../../credentials/stored-password.ts'
import { assertNotLocked } from '../../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import type { User } from '../../../users/user.ts'
import type { ProvenPassword } from './admission.ts'
import type { GiveBack } from './slow-proof.ts'

/** A password that was proven right by other means than a verifier of ours. */
export interface BroughtPassword {
  readonly user: User
  readonly sent: string
  /** Only of a temporary password. */
  readonly expiresAt?: Instant | undefined
  /** Whether the user still lacks it in our own form. */
  isAwaited(credentials: Credentials): boolean
  /** Stores a new user who comes with it. Returns the user who has that name afterwards. */
  store?(stores: Stores): Promise<User | undefined>
}

/**
 * Keeps a password in our own form from now on, so that the next sign-in can use SRP. Concurrent requests
 * with the right password all go on, with the form that the first one stored.
 */
export function keepPassword(
  { storage, entropy, now }: Pick<RequestContext, 'storage' | 'entropy' | 'now'>,
  { user: owner, sent, expiresAt, isAwaited, store }: BroughtPassword,
  giveBack: GiveBack,
): Promise<ProvenPassword | undefined> {
  const { userPoolId, username } = owner
  const record: PasswordRecord = {
    current: newPassword(entropy, userIdentity(userPoolId, username), sent),
    former: [],
    setAt: now,
    expiresAt,
  }
  return storage.bookkeeping(async (stores) => {
    await giveBack(stores)
    const { sub } = (store ? await store(stores) : owner) ?? {}
    const user = sub === undefined ? undefined : await stores.users.lock(userPoolId, sub)
    if (!user) return undefined // deleted meanwhile
    const credentials = await stores.credentials.lock(userPoolId, user.sub)
    const { password, failures } = credentials
    assertNotLocked(failures, now) // by a rival, in the meantime
    if (user.sub === owner.sub && isAwaited(credentials)) {
      const revision = await stores.credentials.setPassword(userPoolId, user.sub, record)
      return { user, password: { ...record, revision } }
    }
    const identity = userIdentity(userPoolId, user.username)
    return password && passwordMatches(password.current, identity, sent) ? { user, password } : undefined
  })
}
