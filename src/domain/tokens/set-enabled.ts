import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { User } from '../users/user.ts'
import { revokeUserTokens } from './revoke-tokens.ts'

/** Lets a locked user in again; what was revoked stays revoked. */
export async function enableUser(stores: Pick<Stores, 'users'>, user: User, now: Instant): Promise<void> {
  await stores.users.save({ ...user, enabled: true, modifiedAt: now })
}

/** Shuts a locked user out, for good as far as the tokens of former sign-ins go. */
export async function disableUser(
  stores: Pick<Stores, 'users' | 'tokenFamilies'>,
  user: User,
  now: Instant,
): Promise<void> {
  await revokeUserTokens(stores, user, now)
  await stores.users.save({ ...user, enabled: false, modifiedAt: now })
}
