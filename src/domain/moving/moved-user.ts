import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { claimAliases } from '../users/claim-aliases.ts'
import type { User } from '../users/user.ts'
import { canonicalName } from '../users/username-rules.ts'
import type { FormerUser } from './former-pool.ts'

/** A user of the old pool as it will be here, under the same `sub`; undefined for one without a `sub`. */
export function movedUser(pool: UserPool, former: FormerUser, now: Instant): User | undefined {
  const attributes = new Map(former.attributes.map(({ name, value }) => [name, value ?? '']))
  const sub = attributes.get('sub')
  if (!sub) return undefined
  attributes.delete('sub')
  const createdAt = former.createdAt ?? now
  return {
    userPoolId: pool.id,
    username: canonicalName(pool.settings, former.username),
    sub,
    attributes,
    pendingAttributes: new Map(),
    status: former.status,
    enabled: former.enabled,
    createdAt,
    modifiedAt: former.modifiedAt ?? createdAt,
  }
}

/** What became of a user that came from elsewhere. `refused`: somebody else has its username or one of its aliases. */
export type Settled = 'made' | 'kept' | 'refused'

/** Stores a user who comes from elsewhere, as it is. One with that `sub` is left alone. */
export async function settleUser(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
): Promise<Settled> {
  if (await stores.users.find(pool.id, user.sub)) return 'kept'
  if (!(await stores.users.insert(user))) return 'refused'
  if ((await claimAliases(stores, pool, user)) === undefined) return 'made'
  await stores.users.delete(pool.id, user.sub) // half of its names is worse than none
  return 'refused'
}
