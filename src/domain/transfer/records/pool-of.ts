import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { belongsNowhere } from '../import-clash.ts'

/**
 * @param line how errors call what belongs to the pool
 * @throws ImportClash
 */
export async function poolOf(stores: Stores, userPoolId: string, line: string): Promise<UserPool> {
  const pool = await stores.userPools.find(userPoolId)
  if (!pool) throw belongsNowhere(line)
  return pool
}
