import { setTimeout as sleep } from 'node:timers/promises'
import type { Entropy } from '../../kernel/entropy.ts'
import { Contended } from './database-errors.ts'

/**
 * Runs `step`, and runs it again after each of the pauses while it fails with Contended. Pauses are in milliseconds;
 * each is shortened by a random amount of up to half of it, so that competing processes do not retry in step.
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
