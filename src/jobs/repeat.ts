import type { Log } from '../kernel/log.ts'
import { ReadOnly } from '../kernel/outage.ts'

export interface Repetition {
  /** No run begins any more; resolves when the one under way, if any, has ended. */
  stop(): Promise<void>
}

/**
 * Runs the work again and again, `pause` milliseconds after each end. A failure is logged and does not end it; on a
 * read-only replica there is nothing to do.
 */
export function repeat(name: string, pause: number, work: () => Promise<void>, log: Log): Repetition {
  let stopped = false
  let timer: NodeJS.Timeout
  let running = Promise.resolve()

  function schedule(): void {
    timer = setTimeout(() => {
      running = work()
        .catch((error: unknown) => {
          if (!(error instanceof ReadOnly)) log.error('A job failed', { job: name, error })
        })
        .finally(() => {
          if (!stopped) schedule()
        })
    }, pause)
    timer.unref()
  }

  schedule()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      return running
    },
  }
}
