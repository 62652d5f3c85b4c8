import type { Stores } from '../stores.ts'
import { isLowerTier } from '../user-pools/settings/tier-features.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import {
  invalidReplicaRegion,
  multiRegionKeyNeeded,
  replicaActive,
  replicaHasDomain,
  replicaNotFound,
  replicationUnavailable,
  tooManyReplicas,
  updatedIssuerNeeded,
} from './replica-errors.ts'
import { MAX_REPLICAS, type ShownReplica, type UserPoolReplica } from './user-pool-replica.ts'

type ReplicaStores = Pick<Stores, 'replicas'>

/** A code such as `eu-west-1`. */
const REGION = /^[a-z]{2,8}(?:-[a-z]{1,20}){1,3}-\d{1,2}$/

/**
 * Stores a replica of a locked pool. It is ready at once, since the regions share their data, but not active.
 * @throws FeatureUnavailableInTierException below ESSENTIALS
 * @throws InvalidParameterException, LimitExceededException
 */
export async function addReplica(
  { replicas }: ReplicaStores,
  pool: UserPool,
  replica: Omit<UserPoolReplica, 'userPoolId' | 'status'>,
): Promise<void> {
  const { userPoolTier, keyConfiguration, issuerConfiguration } = pool.settings
  if (isLowerTier(userPoolTier, 'ESSENTIALS')) throw replicationUnavailable(userPoolTier)
  const { region } = replica
  if (region === pool.region || !REGION.test(region)) throw invalidReplicaRegion(region)
  if (!isMultiRegion(keyConfiguration.kmsKeyArn)) throw multiRegionKeyNeeded()
  if (issuerConfiguration.type !== 'UPDATED') throw updatedIssuerNeeded()
  if ((await replicas.ofPool(pool.id)).length >= MAX_REPLICAS) throw tooManyReplicas()
  await replicas.insert({ ...replica, userPoolId: pool.id, status: 'INACTIVE' })
}

/** AWS: the ids of multi-Region keys begin with `mrk-`. */
function isMultiRegion(keyArn: string | undefined): boolean {
  return keyArn?.includes(':key/mrk-') ?? false
}

/** @throws ResourceNotFoundException */
export async function setReplicaStatus(
  { replicas }: ReplicaStores,
  pool: UserPool,
  region: string,
  status: UserPoolReplica['status'],
): Promise<void> {
  await findReplica({ replicas }, pool, region)
  await replicas.setStatus(pool.id, region, status)
}

/** @throws ResourceNotFoundException, InvalidParameterException for a replica that is active, or has a domain */
export async function removeReplica(
  { replicas, domains }: Pick<Stores, 'replicas' | 'domains'>,
  pool: UserPool,
  region: string,
): Promise<void> {
  const { status } = await findReplica({ replicas }, pool, region)
  if (status === 'ACTIVE') throw replicaActive(region)
  const attached = await domains.ofPool(pool.id)
  if (attached.some((domain) => domain.region === region)) throw replicaHasDomain(region)
  await replicas.delete(pool.id, region)
}

/** The pool's own region and those of its replicas, in the order of their names (the sample of the API reference). */
export async function listReplicas({ replicas }: ReplicaStores, pool: UserPool): Promise<ShownReplica[]> {
  const others = await replicas.ofPool(pool.id)
  const all: ShownReplica[] = [
    { region: pool.region, role: 'PRIMARY', status: 'ACTIVE' },
    ...others.map(({ region, status }) => ({ region, role: 'SECONDARY' as const, status })),
  ]
  return all.sort((one, other) => (one.region < other.region ? -1 : 1))
}

async function findReplica({ replicas }: ReplicaStores, pool: UserPool, region: string) {
  const replica = await replicas.find(pool.id, region)
  if (!replica) throw replicaNotFound(pool.id, region)
  return replica
}
