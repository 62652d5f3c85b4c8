import { deliverLogs } from '../domain/log-delivery/deliver-logs.ts'
import type { World } from '../domain/requests/world.ts'
import { SECOND } from '../kernel/clock.ts'
import { type Repetition, repeat } from './repeat.ts'

/** How long an entry waits at most before it is first tried, in milliseconds. */
const PAUSE = 2 * SECOND

/** Delivers the log entries that any process on the same database has queued. */
export function deliverLogEntries({ storage, logs, log, clock }: World): Repetition {
  const { stores } = storage
  return repeat(
    'log delivery',
    PAUSE,
    async () => {
      while (await deliverLogs({ stores, logs, log, now: clock() })) {}
    },
    log,
  )
}
