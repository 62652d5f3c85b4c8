import { setTimeout as sleep } from 'node:timers/promises'
import type { Entropy } from '../../kernel/entropy.ts'
import { Contended } from './database-errors.ts'

/**
 * Runs `step` again after each of the pauses (milliseconds; a random half of each is left out, so that rivals part)
 * for as long as it ends in Contended, and once more after the last.
 */
export async function retrying<T>(
  pauses: readonly number[],
  entropy: Entropy,
  step: () => T | Promise<T>,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await step()
    } catch (error) {
      if (!(error instanceof Contended)) throw error
    }
    await sleep(pause - entropy.below(Math.ceil(pause / 2)))
  }
  return step()
}
