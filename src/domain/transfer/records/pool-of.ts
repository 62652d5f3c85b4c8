import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { ownerMissing } from './import-clash.ts'

/**
 * @param line what errors call the line that belongs to the pool
 * @throws ImportClash
 */
export async function poolOf(stores: Stores, userPoolId: string, line: string): Promise<UserPool> {
  const pool = await stores.userPools.find(userPoolId)
  if (!pool) throw ownerMissing(line)
  return pool
}
