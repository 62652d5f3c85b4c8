import type { LimitType } from '../../contract/generated/types.ts'
import { toLimitValue } from '../../domain/limits/provisioned-limit.ts'
import type { Category, Rates } from '../../domain/limits/request-categories.ts'

/** The limit of a category: what is in force, and what it is unless more was asked for. */
export function toLimit(category: Category, inForce: Rates, base: Rates): LimitType {
  return {
    LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: { Category: category } },
    ProvisionedLimitValue: toLimitValue(inForce[category]),
    FreeLimitValue: toLimitValue(base[category]),
  }
}
