import type { RequestContext } from '../../requests/request-context.ts'
import type { UserSearch, UserSource } from '../shared/user-source.ts'
import { formerPoolSource } from './former-pool-source.ts'
import { migrationSource } from './migration-source.ts'

/**
 * The source of users that a pool has besides our own tables: its former pool, as long as the link is in use, or else its
 * UserMigration function. The former pool calls its own function.
 */
export async function findUserSource(
  context: RequestContext,
  search: UserSearch,
): Promise<UserSource | undefined> {
  const { pool } = search
  const former = await context.storage.stores.formerPools.find(pool.id)
  if (former) return formerPoolSource(context, pool, former)
  const { userMigration } = pool.settings.lambdaConfig
  return userMigration === undefined ? undefined : migrationSource(context, userMigration, search)
}
