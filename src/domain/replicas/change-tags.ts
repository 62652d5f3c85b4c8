import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import type { Stores } from '../stores.ts'
import { findUserPool, lockUserPool } from '../user-pools/find-user-pool.ts'
import type { Tags } from '../user-pools/user-pool.ts'
import type { NamedPool } from '../user-pools/user-pool-arn.ts'

type TagStores = Pick<Stores, 'userPools' | 'replicas'>

/**
 * The tags of a pool, or of its replica, which has its own.
 * @param region of the pool itself
 * @throws ResourceNotFoundException
 */
export async function findTags(stores: TagStores, region: string, named: NamedPool): Promise<Tags> {
  const pool = await findUserPool(stores, region, named.id)
  return named.region === region ? pool.tags : replicaTags(stores, named)
}

/** @throws ResourceNotFoundException, and what `change` throws */
export async function changeTags(
  stores: TagStores,
  region: string,
  named: NamedPool,
  change: (tags: Tags) => Tags,
): Promise<void> {
  const pool = await lockUserPool(stores, region, named.id)
  if (named.region === region) return stores.userPools.save({ ...pool, tags: change(pool.tags) })
  await stores.replicas.setTags(named.id, named.region, change(await replicaTags(stores, named)))
}

/** AWS: a pool without a replica in the region that its ARN names does not exist there. */
async function replicaTags({ replicas }: TagStores, { id, region }: NamedPool): Promise<Tags> {
  const replica = await replicas.find(id, region)
  if (!replica) throw userPoolNotFound(id)
  return replica.tags
}
