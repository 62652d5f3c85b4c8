import { addReplica } from '../../domain/replicas/change-replicas.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { poolTags } from '../../domain/user-pools/tags.ts'
import { userPoolArn } from '../../domain/user-pools/user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toReplicaType } from './replica-shape.ts'

export const CreateUserPoolReplica = operation('CreateUserPoolReplica', {
  access: iam.onUserPool,
  auditsAnswer: true,
  raises: ['OperationNotEnabledException'],

  async handle({ UserPoolId, RegionName, UserPoolTags }, { storage, region, account, now, assertAllowed }) {
    const tags = poolTags(UserPoolTags) // UserPoolTaggingException
    // AWS: "you must have permissions to create user pools in the target Region".
    const pools = userPoolArn({ region: RegionName, account }, '*')
    assertAllowed('cognito-idp:CreateUserPool', pools, { requestTags: tags }) // AccessDeniedException
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      // FeatureUnavailableInTier-, InvalidParameter-, LimitExceededException
      await addReplica(stores, pool, { region: RegionName, tags, createdAt: now })
      const created = { region: RegionName, role: 'SECONDARY', status: 'CREATING' } as const
      return { UserPoolReplica: toReplicaType(created, { account, userPoolId: pool.id }) }
    })
  },
})
