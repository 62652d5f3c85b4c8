import type { CreateUserPoolRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { newPoolSchema } from '../../domain/schema/new-pool-schema.ts'
import { newSettings } from '../../domain/user-pools/settings/requested-settings.ts'
import { assertSettings } from '../../domain/user-pools/settings/settings-rules.ts'
import { assertFeaturesInTier } from '../../domain/user-pools/settings/tier-features.ts'
import { poolTags } from '../../domain/user-pools/tags.ts'
import { newUserPoolId, type UserPool } from '../../domain/user-pools/user-pool.ts'
import { assertRoomForUserPool } from '../../domain/user-pools/user-pool-quota.ts'
import { iam } from '../access.ts'
import { toAttributeRequest } from '../attribute-requests.ts'
import { operation } from '../operation.ts'
import { assertPassesSmsRole } from '../pass-role.ts'
import { warnOfPoolSettings } from '../warn-of-settings.ts'
import { describedUserPool } from './described-user-pool.ts'

export const CreateUserPool = operation('CreateUserPool', {
  access: iam.onEveryUserPool,
  raises: ['NotAuthorizedException'],
  auditsAnswer: true,
  neverRaises: {
    TierChangeNotAllowedException: 'a new pool has no tier to change',
  },

  async handle(input, context) {
    const { storage, now, region, account, entropy, log } = context
    const request = toCamelMembers<CreateUserPoolRequest>('CreateUserPoolRequest', input)
    assertPassesSmsRole(context, input.SmsConfiguration)
    const pool: UserPool = {
      id: newUserPoolId(entropy, region),
      region,
      name: input.PoolName,
      schema: newPoolSchema(input.Schema?.map(toAttributeRequest)),
      settings: newSettings(request),
      tags: poolTags(input.UserPoolTags), // UserPoolTaggingException
      createdAt: now,
      modifiedAt: now,
    }
    assertSettings(pool.settings, { region, account })
    assertFeaturesInTier(pool.settings) // FeatureUnavailableInTierException
    const answer = await storage.transaction(async (stores) => {
      await assertRoomForUserPool(stores, region) // LimitExceededException
      await stores.userPools.insert(pool)
      const { UserPoolTags: tags } = input
      const description = { account, region, schema: pool.schema, users: 0, tags, domains: [] }
      return { UserPool: describedUserPool(pool, description) }
    })
    warnOfPoolSettings(log, pool)
    return answer
  },
})
