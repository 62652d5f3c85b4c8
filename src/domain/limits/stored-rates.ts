import type { Stores } from '../stores.ts'
import { provisionedRates } from './provisioned-rates.ts'
import type { Rates } from './request-categories.ts'
import { requestLeases } from './request-leases.ts'
import { type RequestRates, requestRates } from './request-rates.ts'

/** Request rates that all nodes on one database share, changed by provisioned limits. */
export function storedRates(base: Rates, stores: Stores): RequestRates {
  return requestRates(provisionedRates(base, stores), requestLeases(stores.requestRates))
}
