import { updateDomain } from '../../domain/domains/update-domain.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toCustomDomain, toDomainAnswer, toFailover } from './domain-shapes.ts'

export const UpdateUserPoolDomain = operation('UpdateUserPoolDomain', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle(input, { storage, region, account, publicUrl, now }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const change = {
        domain: input.Domain,
        custom: toCustomDomain(input.CustomDomainConfig),
        managedLoginVersion: input.ManagedLoginVersion,
        failover: toFailover(input.Routing),
      }
      // ResourceNotFound-, InvalidParameter-, FeatureUnavailableInTierException
      return toDomainAnswer(await updateDomain(stores, pool, change, { account, now }), publicUrl)
    })
  },
})
