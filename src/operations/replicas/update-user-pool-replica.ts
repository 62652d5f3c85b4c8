import { setReplicaStatus } from '../../domain/replicas/change-replicas.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toReplicaType } from './replica-shape.ts'

export const UpdateUserPoolReplica = operation('UpdateUserPoolReplica', {
  access: iam.onUserPool,
  auditsAnswer: true,
  neverRaises: { OperationNotEnabledException: 'every region of a pool offers it' },

  async handle({ UserPoolId, RegionName, Status }, { storage, region, account }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await setReplicaStatus(stores, pool, RegionName, Status) // ResourceNotFoundException
      const updated = { region: RegionName, role: 'SECONDARY', status: Status } as const
      return { UserPoolReplica: toReplicaType(updated, { account, userPoolId: pool.id }) }
    })
  },
})
