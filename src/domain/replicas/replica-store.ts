import type { Tags } from '../user-pools/user-pool.ts'
import type { UserPoolReplica } from './user-pool-replica.ts'

export interface ReplicaStore {
  insert(replica: UserPoolReplica): Promise<void>
  find(userPoolId: string, region: string): Promise<UserPoolReplica | undefined>
  /** Those of the pool, in the order of their regions. */
  ofPool(userPoolId: string): Promise<readonly UserPoolReplica[]>
  /** Those of the pools whose ids are from `first` to `last`, in the order of pools and regions. */
  ofPools(first: string, last: string): Promise<readonly UserPoolReplica[]>
  setStatus(userPoolId: string, region: string, status: UserPoolReplica['status']): Promise<void>
  setTags(userPoolId: string, region: string, tags: Tags): Promise<void>
  delete(userPoolId: string, region: string): Promise<void>
}
