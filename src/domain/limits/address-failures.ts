import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { type Attempt, isFailedGuess, isGuess } from './guesses.ts'
import { tooManyRequests } from './limit-errors.ts'
import { sourceNetwork } from './source-network.ts'

/** How often an address may guess wrong, Infinity for ever so often, within so many milliseconds. */
export interface AddressFailureLimit {
  readonly failures: number
  readonly window: number
}

export const DEFAULT_FAILURE_LIMIT: AddressFailureLimit = { failures: 100, window: 5 * MINUTE }

/** Slows down whoever tries one user after another, which the lock on each user does not notice. */
export interface AddressFailures {
  /**
   * Does the work of a request from this address and counts whether it was a wrong guess.
   * @throws TooManyRequestsException before the work if the address has guessed wrong too often
   */
  guarding<Result>(attempt: AttemptFrom, now: Instant, work: () => Promise<Result>): Promise<Result>
}

export interface AttemptFrom extends Attempt {
  readonly address: string
}

const REMEMBERED_ADDRESSES = 10_000

/**
 * Failures are counted in the database, for all nodes; each node remembers the addresses that it has found to be over
 * the limit, so another node lets one more wrong guess through before it knows.
 */
export function addressFailures(
  { failures: most, window }: AddressFailureLimit,
  stores: Pick<Stores, 'addressFailures'>,
): AddressFailures {
  const refusedUntil = new Map<string, Instant>()

  async function count(network: string, now: Instant): Promise<void> {
    const { failures, endsAt } = await stores.addressFailures.count(network, now, now + window)
    if (failures >= most) refuseUntil(network, endsAt)
  }

  function refuseUntil(network: string, endsAt: Instant): void {
    const [oldest] = refusedUntil.keys()
    if (oldest !== undefined && refusedUntil.size >= REMEMBERED_ADDRESSES) refusedUntil.delete(oldest)
    refusedUntil.set(network, endsAt)
  }

  function assertNotRefused(network: string, now: Instant): void {
    const until = refusedUntil.get(network)
    if (until === undefined) return
    if (now < until) throw tooManyRequests()
    refusedUntil.delete(network)
  }

  return {
    async guarding(attempt, now, work) {
      const limited = most !== Number.POSITIVE_INFINITY && isGuess(attempt)
      const network = limited ? sourceNetwork(attempt.address) : undefined
      if (network === undefined) return work()
      assertNotRefused(network, now)
      try {
        return await work()
      } catch (error) {
        if (isFailedGuess(attempt, error)) await count(network, now)
        throw error
      }
    },
  }
}
