import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { UserSource } from '../shared/user-source.ts'

/** The source of users that a pool has besides our own tables: its former pool, as long as the link is in use. */
export async function findUserSource(
  { storage, formerPools }: RequestContext,
  pool: UserPool,
): Promise<UserSource | undefined> {
  const former = await storage.stores.formerPools.find(pool.id)
  if (!former) return undefined
  return {
    async tryPassword(username, password) {
      const answer = await formerPools.tryPassword(former, username, password)
      if (answer.says !== 'right') return answer
      const { sub, accessToken } = answer
      const findMember = () => formerPools.findMember(former, username, accessToken)
      return { says: 'right', sub, findMember }
    },
    findMember: (username) => formerPools.findMember(former, username),
  }
}
