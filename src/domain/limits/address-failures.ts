import type { ServiceError } from '../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Tally } from '../../kernel/tally.ts'
import type { Stores } from '../stores.ts'
import type { FailureWindow } from './address-failure-store.ts'
import { type Attempt, isFailedGuess, isGuess } from './guesses.ts'
import { tooManyRequests } from './limit-errors.ts'
import { sourceNetwork } from './source-network.ts'

/** How many wrong guesses an address may make within `window` milliseconds. Infinity removes the limit. */
export interface AddressFailureLimit {
  readonly failures: number
  readonly window: number
}

const DEFAULT_FAILURE_LIMIT: AddressFailureLimit = { failures: 100, window: 5 * MINUTE }

/** Slows down an attacker who tries one user after another, which the lockout of a single user does not notice. */
export interface AddressFailures {
  /**
   * Runs the work of a request from this address, and counts it if it was a wrong guess.
   * @throws TooManyRequestsException before the work if the address has made too many wrong guesses
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

/** What this node knows about a network. */
interface Network {
  /** Failures in the window that ends at `endsAt`, as of the last count. */
  failures: number
  endsAt: Instant
  /** Admitted guesses that have no outcome yet. */
  underWay: number
  /** The end of the last window whose refusals were logged. */
  loggedUntil: Instant
  readonly waiting: Array<() => void>
}

const REMEMBERED_NETWORKS = 10_000

/**
 * Failures are counted in the database, for all nodes. Each node only remembers the count from its own last failure, so
 * every further node may let one more wrong guess through. A guess waits if those under way would use up the limit
 * should all of them be wrong: even of many simultaneous guesses, no more than the limit are checked.
 */
export function addressFailures(
  limit: AddressFailureLimit | undefined,
  { stores, log, tally }: FailureParts,
): AddressFailures {
  const { failures: most, window } = limit ?? DEFAULT_FAILURE_LIMIT
  const networks = new Map<string, Network>()

  function networkOf(name: string): Network {
    const known = networks.get(name)
    if (known) return known
    if (networks.size >= REMEMBERED_NETWORKS) forgetOne(networks)
    const network: Network = { failures: 0, endsAt: 0, underWay: 0, loggedUntil: 0, waiting: [] }
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

  /** Counts every refusal, but logs only the first one in a window, to keep the log short. */
  function refused(name: string, network: Network): ServiceError {
    tally.count('guesses_refused', {})
    if (network.loggedUntil < network.endsAt) {
      network.loggedUntil = network.endsAt
      log.warn('Refusing guesses from this address: too many were wrong', {
        address: name,
        until: new Date(network.endsAt).toISOString(),
        setting: 'address-failures',
      })
    }
    return tooManyRequests()
  }

  /**
   * Guesses wait only while others are under way. Each one that ends lets the next one in; the failure that reaches the
   * limit wakes them all.
   */
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

/** Results of concurrent counts may arrive out of order. */
function remember(network: Network, { failures, endsAt }: FailureWindow): void {
  if (endsAt < network.endsAt || (endsAt === network.endsAt && failures < network.failures)) return
  network.failures = failures
  network.endsAt = endsAt
}

/** Forgets the oldest network that has no guess under way. */
function forgetOne(networks: Map<string, Network>): void {
  for (const [name, { underWay }] of networks) {
    if (underWay > 0) continue
    networks.delete(name)
    return
  }
}
