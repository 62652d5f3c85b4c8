import { assertRequestable, definedCategory, withProvisioned } from '../../domain/limits/provisioned-limit.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toLimit } from './limit-shape.ts'

export const UpdateProvisionedLimit = operation('UpdateProvisionedLimit', {
  access: iam.onService,
  auditsAnswer: true,

  async handle({ LimitDefinition, RequestedLimitValue: value }, { storage, region, baseRates, now }) {
    const category = definedCategory(LimitDefinition.Attributes) // InvalidParameter-, ResourceNotFoundException
    assertRequestable(category, value, baseRates) // InvalidParameter-, ServiceQuotaExceededException
    const limit = { category, value }
    return storage.transaction(async (stores) => {
      await stores.provisionedLimits.save(region, limit, now)
      return { Limit: toLimit(category, withProvisioned(baseRates, [limit]), baseRates) }
    })
  },
})
