import { isEnabledIn } from '../replicas/enabled-in-replica.ts'
import { notEnabledInReplica } from '../replicas/replica-errors.ts'
import type { Stores } from '../stores.ts'
import { regionOfPool, type UserPool } from '../user-pools/user-pool.ts'
import type { RequestContext } from './request-context.ts'

export { regionOfPool }

/** Whether a request was sent to the region of a replica of the pool. AWS: no users are created there. */
export function isAtReplica(
  { regionSentTo }: Pick<RequestContext, 'regionSentTo'>,
  { region }: Pick<UserPool, 'region'>,
): boolean {
  return regionSentTo(region) !== region
}

/**
 * The region of the pool that a request names: the one that it was sent to, or, if that is the region of a replica, the
 * pool's own. A pool's id begins with its region, so nothing is read for requests to that one.
 * @throws OperationNotEnabledException for an operation that the replica does not offer
 */
export async function homeRegion(
  { replicas }: Pick<Stores, 'replicas'>,
  operation: string,
  region: string,
  userPoolId: string | undefined,
): Promise<string> {
  if (userPoolId === undefined) return region
  const own = regionOfPool(userPoolId)
  if (own === region) return region
  const replica = await replicas.find(userPoolId, region)
  if (!replica) return region // where the pool is not found
  if (!isEnabledIn(replica, operation)) throw notEnabledInReplica(operation)
  return own
}
