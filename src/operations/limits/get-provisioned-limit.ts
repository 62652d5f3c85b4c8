import { definedCategory, withProvisioned } from '../../domain/limits/provisioned-limit.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toLimit } from './limit-shape.ts'

export const GetProvisionedLimit = operation('GetProvisionedLimit', {
  access: iam.onService,

  async handle({ LimitDefinition }, { storage, region, baseRates }) {
    const category = definedCategory(LimitDefinition.Attributes) // InvalidParameter-, ResourceNotFoundException
    const limits = await storage.stores.provisionedLimits.list(region)
    return { Limit: toLimit(category, withProvisioned(baseRates, limits), baseRates) }
  },
})
