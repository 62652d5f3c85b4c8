import { MAX_GROUPS_PER_USER } from '../../groups/group.ts'
import type { FormerPool } from '../../moving/former-pool.ts'
import type { FormerMember } from '../../moving/former-pool-gateway.ts'
import { movedUser, settleMovedUser } from '../../moving/moved-user.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { NewMember, UserSource } from '../shared/user-source.ts'

/** The pool that a pool was moved from. */
export function formerPoolSource(
  { formerPools, now }: RequestContext,
  pool: UserPool,
  former: FormerPool,
): UserSource {
  async function findMember(username: string, accessToken?: string): Promise<NewMember | undefined> {
    const member = await formerPools.findMember(former, username, accessToken)
    return member && newMember(pool, member, now)
  }

  return {
    knowsUsersHere: true,
    async tryPassword(username, password) {
      const answer = await formerPools.tryPassword(former, username, password)
      if (answer.says !== 'right') return answer
      const { sub, accessToken } = answer
      return { says: 'right', sub, findMember: () => findMember(username, accessToken) }
    },
    findMember: (username) => findMember(username),
  }
}

/** A user with its memberships in groups that exist here. Undefined for one who signs in elsewhere. */
function newMember(
  pool: UserPool,
  { user: former, groups }: FormerMember,
  now: RequestContext['now'],
): NewMember | undefined {
  const user = movedUser(pool, former, now)
  if (!user || user.status === 'EXTERNAL_PROVIDER') return undefined
  return {
    user,
    permits: [],
    async store(stores) {
      const settled = await settleMovedUser(stores, pool, user)
      if (settled !== 'made') return stores.users.find(pool.id, user.sub) // brought over by a rival, if at all
      for (const name of groups.slice(0, MAX_GROUPS_PER_USER)) {
        if (await stores.groups.find(pool.id, name)) await stores.groups.addMember(pool.id, name, user.sub)
      }
      return user
    },
  }
}
