import { setBounded } from '../../kernel/bounded-cache.ts'
import { type Clock, type Instant, MINUTE } from '../../kernel/clock.ts'

/** How long a failure counts, so that a provider that is down holds up one sign-in a minute and not each of them. */
const REST = MINUTE
const MOST_ADDRESSES = 1000

interface Reading<Value> {
  readonly outcome: Promise<Value>
  /** Undefined while it goes on. */
  failedAt?: Instant
}

/** What was read, and when that began. */
export interface Read<Value> {
  readonly value: Value
  readonly readAt: Instant
}

/**
 * Reads addresses for many callers: those that ask for an address while it is being read get the same outcome. A failure is
 * kept for a minute, a success is not kept.
 */
export function sharedReads<Value>(
  clock: Clock,
  read: (address: string) => Promise<Value>,
): (address: string) => Promise<Read<Value>> {
  const known = new Map<string, Reading<Read<Value>>>()
  return (address) => {
    const last = known.get(address)
    const counts = last && (last.failedAt === undefined || clock() - last.failedAt < REST)
    if (counts) return last.outcome
    const readAt = clock()
    const reading: Reading<Read<Value>> = { outcome: read(address).then((value) => ({ value, readAt })) }
    setBounded(known, MOST_ADDRESSES, address, reading)
    reading.outcome.then(
      () => known.get(address) === reading && known.delete(address),
      () => {
        reading.failedAt = clock()
      },
    )
    return reading.outcome
  }
}
