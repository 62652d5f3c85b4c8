import type { UpdateUserPoolRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { assertTierAllows } from '../../domain/clients/change-tier.ts'
import { assertRegionalChange } from '../../domain/replicas/regional-settings.ts'
import { replicaIn } from '../../domain/replicas/replica-in.ts'
import { assertNotImporting, lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { updatedSettings } from '../../domain/user-pools/settings/requested-settings.ts'
import { assertSettings } from '../../domain/user-pools/settings/settings-rules.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesSmsRole } from '../pass-role.ts'
import { warnOfPoolSettings } from '../warn-of-settings.ts'
import { updatedTags } from './updated-tags.ts'

export const UpdateUserPool = operation('UpdateUserPool', {
  access: iam.onUserPool,
  raises: ['NotAuthorizedException'],

  async handle(input, context) {
    const { storage, now, region, sentTo, account, log } = context
    const request = toCamelMembers<UpdateUserPoolRequest>('UpdateUserPoolRequest', input)
    assertPassesSmsRole(context, input.SmsConfiguration)
    const updated = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const replica = await replicaIn(stores, pool, sentTo) // ResourceNotFoundException
      // UserPoolTagging-, AccessDeniedException
      const tags = updatedTags(pool, replica ?? pool, input.UserPoolTags, context)
      await assertNotImporting(stores, pool) // UserImportInProgressException
      const settings = updatedSettings(pool.settings, request)
      assertSettings(settings, { region, account })
      await assertTierAllows(stores, pool, settings) // TierChangeNotAllowed-, FeatureUnavailableInTierException
      const saved = {
        ...pool,
        name: input.PoolName ?? pool.name,
        settings,
        tags: replica ? pool.tags : tags,
        modifiedAt: now,
      }
      if (replica) {
        assertRegionalChange(pool, saved) // InvalidParameterException
        await stores.replicas.setTags(pool.id, replica.region, tags)
      }
      await stores.userPools.save(saved)
      return saved
    })
    warnOfPoolSettings(log, updated)
    return {}
  },
})
