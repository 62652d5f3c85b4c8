import { CreateUserPoolReplica } from './create-user-pool-replica.ts'
import { DeleteUserPoolReplica } from './delete-user-pool-replica.ts'
import { ListUserPoolReplicas } from './list-user-pool-replicas.ts'
import { UpdateUserPoolReplica } from './update-user-pool-replica.ts'

export const replicasOperations = {
  CreateUserPoolReplica,
  DeleteUserPoolReplica,
  ListUserPoolReplicas,
  UpdateUserPoolReplica,
}
