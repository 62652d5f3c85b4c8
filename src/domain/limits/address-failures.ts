import type { ServiceError } from '../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import type { Stores } from '../stores.ts'
import type { FailureWindow } from './address-failure-store.ts'
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

interface FailureParts {
  readonly stores: Pick<Stores, 'addressFailures'>
  readonly log: Log
  readonly tally: Tally
}

/** What this node knows of a network. */
interface Network {
  /** In the window that ends then, when one was counted last. */
  failures: number
  endsAt: Instant
  /** Guesses that were let in and are not answered yet. */
  underWay: number
  /** The end of the window in which the log was told of refusals last. */
  toldUntil: Instant
  readonly waiting: Array<() => void>
}

const REMEMBERED_NETWORKS = 10_000

/**
 * Failures are counted in the database, for all nodes; each node remembers what it was told when it counted one, so
 * another node lets one more wrong guess through. A guess waits where those under way, if all were wrong, would use up
 * the limit: however many come at once, no more than the limit are looked at.
 */
export function addressFailures(
  { failures: most, window }: AddressFailureLimit,
  { stores, log, tally }: FailureParts,
): AddressFailures {
  const networks = new Map<string, Network>()

  function networkOf(name: string): Network {
    const known = networks.get(name)
    if (known) return known
    if (networks.size >= REMEMBERED_NETWORKS) forgetOne(networks)
    const network: Network = { failures: 0, endsAt: 0, underWay: 0, toldUntil: 0, waiting: [] }
    networks.set(name, network)
    return network
  }

  async function enter(name: string, network: Network, now: Instant): Promise<void> {
    for (;;) {
      const failures = now < network.endsAt ? network.failures : 0
      if (failures >= most) throw refused(name, network)
      if (failures + network.underWay < most) break
      await new Promise<void>((resolve) => network.waiting.push(resolve))
    }
    network.underWay++
  }

  /** Each refusal counts, and the first one in a window is told: the others would only fill the log. */
  function refused(name: string, network: Network): ServiceError {
    tally.count('guesses_refused', {})
    if (network.toldUntil < network.endsAt) {
      network.toldUntil = network.endsAt
      log.warn('Guesses of an address are refused: too many were wrong', {
        address: name,
        until: new Date(network.endsAt).toISOString(),
        setting: 'address-failures',
      })
    }
    return tooManyRequests()
  }

  /** Whoever waits does so while others are under way: each that ends lets the next one look, the last failure all. */
  function leave(name: string, network: Network): void {
    network.underWay--
    const next = network.failures >= most ? network.waiting.splice(0) : network.waiting.splice(0, 1)
    for (const wake of next) wake()
    if (network.underWay + network.failures + next.length === 0) networks.delete(name)
  }

  return {
    async guarding(attempt, now, work) {
      const limited = most !== Number.POSITIVE_INFINITY && isGuess(attempt)
      const name = limited ? sourceNetwork(attempt.address) : undefined
      if (name === undefined) return work()
      const network = networkOf(name)
      await enter(name, network, now)
      try {
        return await work()
      } catch (error) {
        if (isFailedGuess(attempt, error)) {
          remember(network, await stores.addressFailures.count(name, now, now + window))
        }
        throw error
      } finally {
        leave(name, network)
      }
    },
  }
}

/** Counts may be told in another order than they were made in. */
function remember(network: Network, { failures, endsAt }: FailureWindow): void {
  if (endsAt < network.endsAt || (endsAt === network.endsAt && failures < network.failures)) return
  network.failures = failures
  network.endsAt = endsAt
}

/** The one that is known for longest, of those that nobody is under way for. */
function forgetOne(networks: Map<string, Network>): void {
  for (const [name, { underWay }] of networks) {
    if (underWay > 0) continue
    networks.delete(name)
    return
  }
}
