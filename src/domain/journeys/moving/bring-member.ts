import { MAX_GROUPS_PER_USER } from '../../groups/group.ts'
import type { FormerMember } from '../../moving/former-pool-gateway.ts'
import { movedUser, settleUser } from '../../moving/moved-user.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/**
 * Brings over a user of the former pool, with its memberships in groups that exist here. Returns the user as it is now,
 * or undefined if another user holds its names or it can't be brought over.
 */
export async function bringMember(
  { storage, now }: Pick<RequestContext, 'storage' | 'now'>,
  pool: UserPool,
  { user: former, groups }: FormerMember,
): Promise<User | undefined> {
  const user = movedUser(pool, former, now)
  if (!user || user.status === 'EXTERNAL_PROVIDER') return undefined
  return storage.bookkeeping(async (stores) => {
    const settled = await settleUser(stores, pool, user)
    if (settled !== 'made') return stores.users.find(pool.id, user.sub) // brought over by a concurrent request, if at all
    for (const name of groups.slice(0, MAX_GROUPS_PER_USER)) {
      if (await stores.groups.find(pool.id, name)) await stores.groups.addMember(pool.id, name, user.sub)
    }
    return user
  })
}
