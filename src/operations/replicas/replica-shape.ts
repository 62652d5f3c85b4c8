import type { UserPoolReplicaType } from '../../contract/generated/types.ts'
import type { ShownReplica } from '../../domain/replicas/user-pool-replica.ts'
import { userPoolArn } from '../../domain/user-pools/user-pool.ts'

/** AWS: the ARN of a replica has its own region, and the id of the pool. */
export function toReplicaType(
  { region, role, status }: ShownReplica,
  { account, userPoolId }: { readonly account: string; readonly userPoolId: string },
): UserPoolReplicaType {
  return {
    RegionName: region,
    Status: status,
    Role: role,
    UserPoolArn: userPoolArn({ region, account }, userPoolId),
  }
}
