import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { User } from './user.ts'

/** Lets a locked user in again; what was revoked stays revoked. */
export async function enableUser(stores: Pick<Stores, 'users'>, user: User, now: Instant): Promise<void> {
  await stores.users.save({ ...user, enabled: true, modifiedAt: now })
}

/** Shuts a locked user out. */
export async function disableUser(stores: Pick<Stores, 'users'>, user: User, now: Instant): Promise<void> {
  await stores.users.save({ ...user, enabled: false, modifiedAt: now })
}
