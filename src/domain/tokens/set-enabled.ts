import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { User } from '../users/user.ts'
import { revokeUserTokens } from './revoke-tokens.ts'

/** Enables a locked user again. Revoked tokens stay revoked. */
export async function enableUser(stores: Pick<Stores, 'users'>, user: User, now: Instant): Promise<void> {
  await stores.users.save({ ...user, enabled: true, modifiedAt: now })
}

/** Disables a locked user, and ends the tokens of earlier sign-ins and the sessions of browsers for good. */
export async function disableUser(
  stores: Pick<Stores, 'browserSessions' | 'tokenFamilies' | 'users'>,
  user: User,
  now: Instant,
): Promise<void> {
  await revokeUserTokens(stores, user, now)
  await stores.browserSessions.endAll(user)
  await stores.users.save({ ...user, enabled: false, modifiedAt: now })
}
