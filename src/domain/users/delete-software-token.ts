import type { Instant } from '../../kernel/clock.ts'
import { withoutFactor } from '../factors/mfa-settings.ts'
import type { Stores } from '../stores.ts'
import type { User } from './user.ts'

/** Takes the software token from a locked user, and with it the factor. A user without one stays without one. */
export async function deleteSoftwareToken(
  stores: Pick<Stores, 'softwareTokens' | 'users'>,
  user: User,
  now: Instant,
): Promise<void> {
  await stores.softwareTokens.delete(user.userPoolId, user.sub)
  await stores.users.save({ ...user, mfa: withoutFactor(user.mfa, 'SOFTWARE_TOKEN_MFA'), modifiedAt: now })
}
