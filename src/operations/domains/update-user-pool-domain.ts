import { updateDomain } from '../../domain/domains/update-domain.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { warnOfDomainSettings } from '../warn-of-settings.ts'
import { toCustomDomain, toDomainResponse, toFailover } from './domain-shapes.ts'

export const UpdateUserPoolDomain = operation('UpdateUserPoolDomain', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, { storage, region, sentTo, account, publicUrl, now, log }) {
    let stored: UserPoolDomain | undefined
    const answer = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const change = {
        domain: input.Domain,
        custom: toCustomDomain(input.CustomDomainConfig),
        managedLoginVersion: input.ManagedLoginVersion,
        failover: toFailover(input.Routing),
      }
      // ResourceNotFound-, InvalidParameter-, FeatureUnavailableInTierException
      stored = await updateDomain(stores, pool, change, { account, region: sentTo, now })
      return toDomainResponse(stored, publicUrl)
    })
    if (stored) warnOfDomainSettings(log, stored)
    return answer
  },
})
