import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { User } from '../users/user.ts'
import { identitiesAttribute } from './identities-attribute.ts'

/** The attribute that shows a user's identities. It is in no pool's schema, so nobody else can write it. */
export const IDENTITIES = 'identities'

/**
 * Writes the attribute of a locked user after the identities changed, so that every place that shows attributes shows
 * them.
 */
export async function saveIdentities(
  stores: Pick<Stores, 'userIdentities' | 'users'>,
  user: User,
  now: Instant,
): Promise<User> {
  const identities = await stores.userIdentities.listForUser(user.userPoolId, user.sub)
  const attributes = new Map(user.attributes)
  if (identities.length === 0) attributes.delete(IDENTITIES)
  else attributes.set(IDENTITIES, identitiesAttribute(identities))
  const changed = { ...user, attributes, modifiedAt: now }
  await stores.users.save(changed)
  return changed
}
