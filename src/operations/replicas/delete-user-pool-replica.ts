import { removeReplica } from '../../domain/replicas/change-replicas.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toReplicaType } from './replica-shape.ts'

export const DeleteUserPoolReplica = operation('DeleteUserPoolReplica', {
  access: iam.onUserPool,
  auditsAnswer: true,
  raises: ['OperationNotEnabledException'],

  async handle({ UserPoolId, RegionName }, { storage, region, account }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await removeReplica(stores, pool, RegionName) // ResourceNotFound-, InvalidParameterException
      const deleted = { region: RegionName, role: 'SECONDARY', status: 'DELETING' } as const
      return { UserPoolReplica: toReplicaType(deleted, { account, userPoolId: pool.id }) }
    })
  },
})
