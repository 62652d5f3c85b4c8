import type { Stores } from '../stores.ts'
import { type DomainFigures, type DomainRates, domainRates, FREE_PART } from './domain-rates.ts'
import { provisionedRates } from './provisioned-rates.ts'
import type { Rates } from './request-categories.ts'
import { requestLeases } from './request-leases.ts'
import { type RequestRates, requestRates } from './request-rates.ts'

/** Request rates that all nodes on one database share, changed by provisioned limits. */
export function storedRates(base: Rates, stores: Stores): RequestRates {
  return requestRates(provisionedRates(base, stores), requestLeases(stores.requestRates))
}

/** Limits of requests to domains that all nodes on one database share. */
export function storedDomainRates(figures: DomainFigures, stores: Pick<Stores, 'requestRates'>): DomainRates {
  return domainRates(figures, requestLeases(stores.requestRates, FREE_PART))
}
