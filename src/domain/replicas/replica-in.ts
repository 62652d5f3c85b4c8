import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserPoolReplica } from './user-pool-replica.ts'

/**
 * The pool's replica in that region, or undefined in the pool's own region.
 * AWS: a pool does not exist in a region where it has no replica.
 * @throws ResourceNotFoundException, also for a replica that was deleted after the request was authorized
 */
export async function replicaIn(
  { replicas }: Pick<Stores, 'replicas'>,
  pool: Pick<UserPool, 'id' | 'region'>,
  region: string,
): Promise<UserPoolReplica | undefined> {
  if (region === pool.region) return undefined
  const replica = await replicas.find(pool.id, region)
  if (!replica) throw userPoolNotFound(pool.id)
  return replica
}
