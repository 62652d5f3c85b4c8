import { ServiceError } from '../../contract/service-error.ts'
import type { Stores } from '../stores.ts'

/** AWS: quotas, "user pools per Region", adjustable. */
export const MAX_USER_POOLS = 1000

/** Deviation: the service's own message is not known (docs/deviations.md, "user pools per region"). */
const tooManyUserPools = (limit: number) =>
  new ServiceError('LimitExceededException', `The limit of ${limit} user pools in this region is reached.`)

export async function assertRoomForUserPool(
  stores: Pick<Stores, 'userPools'>,
  region: string,
  limit = MAX_USER_POOLS,
): Promise<void> {
  if ((await stores.userPools.countInRegion(region)) >= limit) throw tooManyUserPools(limit)
}
