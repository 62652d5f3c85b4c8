import { addDomain } from '../../domain/domains/add-domain.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toCustomDomain, toDomainAnswer, toFailover } from './domain-shapes.ts'

export const CreateUserPoolDomain = operation('CreateUserPoolDomain', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, { storage, region, account, publicUrl, now }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const requested = {
        domain: input.Domain,
        custom: toCustomDomain(input.CustomDomainConfig),
        managedLoginVersion: input.ManagedLoginVersion,
        failover: toFailover(input.Routing),
        createdAt: now,
      }
      // InvalidParameter-, FeatureUnavailableInTier-, LimitExceededException
      const domain = await addDomain(stores, pool, requested, { account, publicUrl })
      return toDomainAnswer(domain, publicUrl)
    })
  },
})
