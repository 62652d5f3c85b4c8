import type { Stores } from '../stores.ts'
import { findUserPool, lockUserPool } from '../user-pools/find-user-pool.ts'
import type { Tags } from '../user-pools/user-pool.ts'
import type { NamedPool } from '../user-pools/user-pool-arn.ts'
import { replicaIn } from './replica-in.ts'

type TagStores = Pick<Stores, 'userPools' | 'replicas'>

/**
 * The tags of a pool, or of its replica, which has its own.
 * @param region of the pool itself
 * @throws ResourceNotFoundException
 */
export async function findTags(stores: TagStores, region: string, named: NamedPool): Promise<Tags> {
  const pool = await findUserPool(stores, region, named.id)
  const replica = await replicaIn(stores, pool, named.region)
  return (replica ?? pool).tags
}

/** @throws ResourceNotFoundException, and what `change` throws */
export async function changeTags(
  stores: TagStores,
  region: string,
  named: NamedPool,
  change: (tags: Tags) => Tags,
): Promise<void> {
  const pool = await lockUserPool(stores, region, named.id)
  const replica = await replicaIn(stores, pool, named.region)
  if (replica) await stores.replicas.setTags(pool.id, replica.region, change(replica.tags))
  else await stores.userPools.save({ ...pool, tags: change(pool.tags) })
}
