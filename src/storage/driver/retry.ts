import { setTimeout as sleep } from 'node:timers/promises'
import type { Entropy } from '../../kernel/entropy.ts'
import { Contended, type NothingCommitted } from './database-errors.ts'

/**
 * Runs `step`, and runs it again after each of the pauses while it fails with an error of the class `kind`. Pauses are in milliseconds;
 * each is shortened by a random amount of up to half of it, so that competing processes do not retry in step.
 */
export async function retrying<T>(
  pauses: readonly number[],
  entropy: Entropy,
  step: () => T | Promise<T>,
  kind: typeof Contended | typeof NothingCommitted = Contended,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await step()
    } catch (error) {
      if (!(error instanceof kind)) throw error
    }
    await sleep(pause - entropy.below(Math.ceil(pause / 2)))
  }
  return step()
}
