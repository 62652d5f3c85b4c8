import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from './user-pool.ts'
import { userImportInProgress } from './user-pool-errors.ts'

/** @throws ResourceNotFoundException if there is no such pool, or it is in another region */
export async function findUserPool(
  stores: Pick<Stores, 'userPools'>,
  region: string,
  id: string,
): Promise<UserPool> {
  return inRegion(await stores.userPools.find(id), region, id)
}

/** Like {@link findUserPool}, and locks the pool until this transaction ends. */
export async function lockUserPool(
  stores: Pick<Stores, 'userPools'>,
  region: string,
  id: string,
): Promise<UserPool> {
  return inRegion(await stores.userPools.lock(id), region, id)
}

/** @throws UserImportInProgressException while one of the pool's import jobs is running */
export async function assertNotImporting(stores: Pick<Stores, 'userPools'>, pool: UserPool): Promise<void> {
  if (await stores.userPools.hasActiveImportJob(pool.id)) throw userImportInProgress(pool.id)
}

function inRegion(pool: UserPool | undefined, region: string, id: string): UserPool {
  if (pool?.region !== region) throw userPoolNotFound(id)
  return pool
}
