import type { ReplicaStatusType, UpdateReplicaStatusType } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Tags } from '../user-pools/user-pool.ts'

/** A second region in which a pool can be used. Its data is that of the pool: all regions are in one database. */
export interface UserPoolReplica {
  readonly userPoolId: string
  readonly region: string
  readonly status: UpdateReplicaStatusType
  readonly tags: Tags
  readonly createdAt: Instant
}

/** AWS: a pool has one secondary region at most. */
export const MAX_REPLICAS = 1

/** The replica as an answer shows it. */
export interface ShownReplica {
  readonly region: string
  readonly role: 'PRIMARY' | 'SECONDARY'
  readonly status: ReplicaStatusType
}
