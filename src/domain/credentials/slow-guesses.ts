import { boundedQueue, namedQueues, QueueFull } from '../../kernel/bounded-queue.ts'
import { tooManyRequests } from '../limits/limit-errors.ts'
import { type ForeignPassword, foreignPasswordMatches } from './foreign-password.ts'

/** Guesses whose check takes long: by the hash of another system, or by a question to another pool. */
export interface SlowGuesses {
  /**
   * Looks at the guesses at one password one after the other. Whoever's password is checked quickly doesn't wait here.
   * @param whose the pool and the username, or what stands for it
   * @throws TooManyRequestsException if too many wait already
   */
  inTurn<Result>(whose: string, look: () => Promise<Result>): Promise<Result>
  /**
   * As {@link foreignPasswordMatches}, few at once on this node, so that they leave the machine to others.
   * @throws TooManyRequestsException if too many wait already
   */
  matches(stored: ForeignPassword, password: string): Promise<boolean>
}

/** At one password. More than five wrong ones are not looked at anyway. */
const GUESSES_WAITING = 32
/** Each takes some hundred milliseconds at most. */
const HASHES_WAITING = 64

/**
 * @param hashesAtOnce fewer than the threads that do such work (four), which others need too
 * @param compute how a hash is computed
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
