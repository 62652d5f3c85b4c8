import type { Instant } from '../../kernel/clock.ts'
import type { Category } from './request-categories.ts'

/** Limits that UpdateProvisionedLimit set, by region and category. */
export interface ProvisionedLimitStore {
  list(region: string): Promise<readonly ProvisionedLimit[]>
  save(region: string, limit: ProvisionedLimit, now: Instant): Promise<void>
}

export interface ProvisionedLimit {
  readonly category: Category
  /** Requests per second. */
  readonly value: number
}
