import { type Instant, SECOND } from '../../kernel/clock.ts'
import { unlessReadOnly } from '../../kernel/outage.ts'
import type { RequestRateStore } from './request-rate-store.ts'

/** Counts requests against rates that apply to all nodes of one database together. */
export interface RequestLeases {
  /** Takes one request of the subject's current second. Returns false if the nodes have used it up together. */
  take(subject: string, rate: number, now: Instant): Promise<boolean>
  /** Whether this node already knows, without asking the database, that the current second is used up. */
  isSpent(subject: string, now: Instant): boolean
}

/** This node's share of one subject's second. */
interface Lease {
  readonly second: number
  left: number
  /** Requests that were let in before this node asked for any. */
  unasked: number
  hasAsked: boolean
  /** What this node has asked for in all. */
  asked: number
  /** No node can get more of this second. */
  spent: boolean
  /** Requests that wait for a larger share. */
  waiting: number
  asking: Promise<void> | undefined
}

/** The part of a second's requests that a node leases at a time: few writes, and an idle node wastes little. */
const PART = 1 / 20
/** A request may be counted up to this many seconds late. If it seems later, the clock was set back. */
const LATENESS = 5
/**
 * In seconds. Purging often keeps the table small even if each second brings many users; keeping some seconds allows
 * for nodes whose clocks are slow.
 */
const PURGED_EVERY = 10
const KEPT_SECONDS = 10

/**
 * A lease is one statement that adds to the sum of the second. A node may use only the part of it that lies below the
 * rate, so the requests of all nodes never exceed the rate.
 * @param freePart of a rate: what this node lets in of each second before it asks. It is added to the sum with the first
 *   lease, so the nodes exceed a rate by no more than this part for each of them.
 */
export function requestLeases(store: RequestRateStore, freePart = 0): RequestLeases {
  let current = 0
  let purgedAt = 0
  let leases = new Map<string, Lease>()

  function leaseOf(subject: string, now: Instant): Lease {
    const second = Math.floor(now / SECOND)
    if (second > current || current - second > LATENESS) {
      current = second
      leases = new Map() // leases of other seconds are useless now
    }
    const known = leases.get(subject)
    if (known) return known
    const lease: Lease = {
      second: current,
      left: 0,
      unasked: 0,
      hasAsked: false,
      asked: 0,
      spent: false,
      waiting: 0,
      asking: undefined,
    }
    leases.set(subject, lease)
    return lease
  }

  async function ask(lease: Lease, subject: string, rate: number): Promise<void> {
    const wanted = Math.min(rate, Math.max(lease.waiting, Math.floor(rate * PART), 1))
    const used = lease.hasAsked ? 0 : lease.unasked
    lease.hasAsked = true
    if (Math.abs(lease.second - purgedAt) >= PURGED_EVERY) {
      purgedAt = lease.second
      await store.deleteBefore(lease.second - KEPT_SECONDS).catch(unlessReadOnly)
    }
    lease.asked += used + wanted
    const leased = await store.lease(lease.second, subject, used + wanted).catch(unlessReadOnly)
    const sum = leased ?? lease.asked // a node on a read-only replica counts alone
    lease.left += Math.min(wanted, Math.max(0, rate - (sum - wanted)))
    lease.spent = sum >= rate
  }

  return {
    async take(subject, rate, now) {
      if (rate === Number.POSITIVE_INFINITY) return true
      const lease = leaseOf(subject, now)
      if (!lease.hasAsked && lease.unasked < Math.floor(rate * freePart)) {
        lease.unasked++
        return true
      }
      while (lease.left === 0) {
        if (lease.spent) return false
        lease.waiting++
        lease.asking ??= ask(lease, subject, rate).finally(() => {
          lease.asking = undefined
        })
        await lease.asking.finally(() => {
          lease.waiting--
        })
      }
      lease.left--
      return true
    },

    isSpent(subject, now) {
      const { spent, left } = leaseOf(subject, now)
      return spent && left === 0
    },
  }
}
