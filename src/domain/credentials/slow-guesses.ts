import { boundedQueue, namedQueues, QueueFull } from '../../kernel/bounded-queue.ts'
import { tooManyRequests } from '../limits/limit-errors.ts'
import { type ForeignPassword, foreignPasswordMatches } from './foreign-password.ts'

/** Guesses that take long to check: with a hash from another system, or by asking another pool. */
export interface SlowGuesses {
  /**
   * Runs the checks for one password one after the other. Passwords that can be checked quickly do not wait here.
   * @param whose the pool and the username, or a stand-in for it
   * @throws TooManyRequestsException if too many are waiting
   */
  inTurn<Result>(whose: string, look: () => Promise<Result>): Promise<Result>
  /**
   * Like {@link foreignPasswordMatches}, but only a few run at once on this node, to leave CPU time for other work.
   * @throws TooManyRequestsException if too many are waiting
   */
  matches(stored: ForeignPassword, password: string): Promise<boolean>
}

/** For one password. The lockout refuses to check more than five wrong ones anyway. */
const GUESSES_WAITING = 32
/** Each takes up to some hundred milliseconds. */
const HASHES_WAITING = 64

/**
 * @param hashesAtOnce less than the size of the thread pool (four), which other work also needs
 * @param compute computes a hash
 */
export function slowGuesses(hashesAtOnce: number, compute = foreignPasswordMatches): SlowGuesses {
  const turns = namedQueues({ atOnce: 1, waiting: GUESSES_WAITING })
  const hashes = boundedQueue({ atOnce: hashesAtOnce, waiting: HASHES_WAITING })
  return {
    inTurn: (whose, look) => turns.run(whose, look).catch(refuse),
    matches: (stored, password) => hashes.run(() => compute(stored, password)).catch(refuse),
  }
}

function refuse(error: unknown): never {
  throw error instanceof QueueFull ? tooManyRequests() : error
}
