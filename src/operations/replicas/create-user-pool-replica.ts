import { addReplica } from '../../domain/replicas/change-replicas.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { poolTags } from '../../domain/user-pools/tags.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toReplicaType } from './replica-shape.ts'

export const CreateUserPoolReplica = operation('CreateUserPoolReplica', {
  access: iam.onUserPool,
  auditsAnswer: true,
  raises: ['OperationNotEnabledException'],

  async handle({ UserPoolId, RegionName, UserPoolTags }, { storage, region, account, now }) {
    const tags = poolTags(UserPoolTags) // UserPoolTaggingException
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      // FeatureUnavailableInTier-, InvalidParameter-, LimitExceededException
      await addReplica(stores, pool, { region: RegionName, tags, createdAt: now })
      const created = { region: RegionName, role: 'SECONDARY', status: 'CREATING' } as const
      return { UserPoolReplica: toReplicaType(created, { account, userPoolId: pool.id }) }
    })
  },
})
