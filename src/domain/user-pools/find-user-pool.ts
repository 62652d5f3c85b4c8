import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from './user-pool.ts'
import { userImportInProgress } from './user-pool-errors.ts'

/** The pool, or ResourceNotFoundException: also where the pool lives in another region. */
export async function findUserPool(
  stores: Pick<Stores, 'userPools'>,
  region: string,
  id: string,
): Promise<UserPool> {
  return inRegion(await stores.userPools.find(id), region, id)
}

/** As {@link findUserPool}, held against other transactions until this one ends. */
export async function lockUserPool(
  stores: Pick<Stores, 'userPools'>,
  region: string,
  id: string,
): Promise<UserPool> {
  return inRegion(await stores.userPools.lock(id), region, id)
}

/** UserImportInProgressException while one of the pool's import jobs is under way. */
export async function assertNotImporting(stores: Pick<Stores, 'userPools'>, pool: UserPool): Promise<void> {
  if (await stores.userPools.hasActiveImportJob(pool.id)) throw userImportInProgress(pool.id)
}

function inRegion(pool: UserPool | undefined, region: string, id: string): UserPool {
  if (pool?.region !== region) throw userPoolNotFound(id)
  return pool
}
