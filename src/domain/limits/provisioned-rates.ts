import { type Instant, SECOND } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { withProvisioned } from './provisioned-limit.ts'
import type { Rates } from './request-categories.ts'

/** The rates that apply in a region at an instant. */
export type RatesOf = (region: string, now: Instant) => Promise<Rates>

interface Known {
  readonly readAt: Instant
  readonly rates: Promise<Rates>
}

/** After a limit changes, every node applies it within this time. */
const READ_AGAIN_AFTER = SECOND
const REMEMBERED_REGIONS = 100

/** The base rates raised by the provisioned limits. Reads them once a second for each region in use. */
export function provisionedRates(base: Rates, stores: Pick<Stores, 'provisionedLimits'>): RatesOf {
  const known = new Map<string, Known>()

  async function read(region: string): Promise<Rates> {
    return withProvisioned(base, await stores.provisionedLimits.list(region))
  }

  return (region, now) => {
    const recent = known.get(region)
    if (recent && now - recent.readAt < READ_AGAIN_AFTER) return recent.rates
    if (known.size >= REMEMBERED_REGIONS) known.clear()
    const rates = read(region)
    known.set(region, { readAt: now, rates })
    rates.catch(() => known.delete(region)) // the waiting requests get the error; the next request reads again
    return rates
  }
}
