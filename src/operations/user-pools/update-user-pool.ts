import type { UpdateUserPoolRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { assertTierAllows } from '../../domain/clients/change-tier.ts'
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
    const { storage, now, region, account, log } = context
    const request = toCamelMembers<UpdateUserPoolRequest>('UpdateUserPoolRequest', input)
    assertPassesSmsRole(context, input.SmsConfiguration)
    const updated = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const tags = updatedTags(pool, input.UserPoolTags, context) // UserPoolTagging-, AccessDeniedException
      await assertNotImporting(stores, pool) // UserImportInProgressException
      const settings = updatedSettings(pool.settings, request)
      assertSettings(settings, { region, account })
      await assertTierAllows(stores, pool, settings) // TierChangeNotAllowed-, FeatureUnavailableInTierException
      const saved = {
        ...pool,
        name: input.PoolName ?? pool.name,
        settings,
        tags,
        modifiedAt: now,
      }
      await stores.userPools.save(saved)
      return saved
    })
    warnOfPoolSettings(log, updated)
    return {}
  },
})
