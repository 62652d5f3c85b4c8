import type { Clock } from '../../src/kernel/clock.ts'

/**
 * The clock of a server for tests of what lasts a second or so, such as a lock. Besides `passTime`, it moves on by a
 * millisecond whenever it is read: so nothing ends early on a busy machine, and one thing still comes after the other.
 */
export function tickingClock(): Clock {
  let now: number | undefined // the time of the first reading: other tests may have run for minutes since the file was loaded
  return () => {
    now = now === undefined ? Date.now() : now + 1
    return now
  }
}
