import { addDomain } from '../../domain/domains/add-domain.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { warnOfDomainSettings } from '../warn-of-settings.ts'
import { toCustomDomain, toDomainResponse, toFailover } from './domain-shapes.ts'

export const CreateUserPoolDomain = operation('CreateUserPoolDomain', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, { storage, region, sentTo, account, publicUrl, now, log }) {
    let stored: UserPoolDomain | undefined
    const answer = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const requested = {
        domain: input.Domain,
        custom: toCustomDomain(input.CustomDomainConfig),
        managedLoginVersion: input.ManagedLoginVersion,
        failover: toFailover(input.Routing),
        createdAt: now,
      }
      // InvalidParameter-, FeatureUnavailableInTier-, LimitExceeded-, OperationNotEnabledException
      stored = await addDomain(stores, pool, requested, { account, publicUrl, region: sentTo })
      return toDomainResponse(stored, publicUrl)
    })
    if (stored) warnOfDomainSettings(log, stored)
    return answer
  },
})
