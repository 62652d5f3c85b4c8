import type { SetUserPoolMfaConfigRequest } from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { assertRegionalChange } from '../../domain/replicas/regional-settings.ts'
import { isAtReplica } from '../../domain/requests/home-region.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { withMfaConfig } from '../../domain/user-pools/settings/mfa-config.ts'
import { assertSettings } from '../../domain/user-pools/settings/settings-rules.ts'
import { assertFeaturesInTier } from '../../domain/user-pools/settings/tier-features.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesSmsRole } from '../pass-role.ts'
import { warnOfPoolSettings } from '../warn-of-settings.ts'
import { toMfaConfig } from './mfa-config-shape.ts'

export const SetUserPoolMfaConfig = operation('SetUserPoolMfaConfig', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, context) {
    const { storage, now, region, account, log } = context
    const request = toCamelMembers<SetUserPoolMfaConfigRequest>('SetUserPoolMfaConfigRequest', input)
    assertPassesSmsRole(context, input.SmsMfaConfiguration?.SmsConfiguration)
    let stored: UserPool | undefined
    const answer = await storage.transaction(async (stores) => {
      const current = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const replaced = withMfaConfig(current.settings, request)
      assertSettings(replaced, { region, account })
      assertFeaturesInTier(replaced) // FeatureUnavailableInTierException
      stored = { ...current, settings: replaced, modifiedAt: now }
      if (isAtReplica(context, current)) assertRegionalChange(current, stored)
      await stores.userPools.save(stored)
      return toMfaConfig(stored)
    })
    if (stored) warnOfPoolSettings(log, stored)
    return answer
  },
})
