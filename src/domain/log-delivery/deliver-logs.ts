import { DAY, type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { Stores } from '../stores.ts'
import type { LogGateway } from './log-gateway.ts'
import type { LeasedLogEntry } from './log-queue-store.ts'

export interface LogDelivering {
  readonly stores: Pick<Stores, 'logQueue'>
  readonly logs: LogGateway
  readonly log: Log
  readonly now: Instant
}

/** Entries taken at a time. CloudWatch Logs takes 10,000 at once, Firehose 500. */
const BATCH = 500
/** How long a process that has stopped responding keeps its entries from others. */
const LEASE = MINUTE
const FIRST_PAUSE = 5 * SECOND
const LONGEST_PAUSE = 15 * MINUTE
/** How long an entry is tried before it is given up. */
const TRIED_FOR = DAY

/**
 * Delivers the entries that are due, at least once each. What fails is due again later; after a day it is given up,
 * which the log reports. No destination waits for another: one that does not answer would use up the lease of all.
 * Returns whether there may be more.
 */
export async function deliverLogs(delivering: LogDelivering): Promise<boolean> {
  const { stores, now } = delivering
  const leased = await stores.logQueue.lease(BATCH, now, now + LEASE)
  await Promise.all(
    groupsOf(leased, ({ arn }) => arn).map(async (entries) => {
      for (const batch of groupsOf(entries, ({ userPoolId }) => userPoolId)) {
        await deliverBatch(delivering, batch)
      }
    }),
  )
  return leased.length === BATCH
}

async function deliverBatch(
  { stores, logs, log, now }: LogDelivering,
  batch: LeasedLogEntry[],
): Promise<void> {
  const [first] = batch
  if (!first) return
  const { arn, userPoolId } = first
  const idsOf = (entries: readonly LeasedLogEntry[]) => entries.map(({ id }) => id)
  try {
    await logs.deliver({ arn, userPoolId, entries: batch })
  } catch (error) {
    const over = batch.filter(({ at }) => now >= at + TRIED_FOR)
    const rest = batch.filter(({ at }) => now < at + TRIED_FOR)
    log.warn('Log entries could not be delivered', {
      userPoolId,
      destination: arn,
      entries: batch.length,
      error,
    })
    if (over.length > 0) {
      log.error('Log entries were given up', { userPoolId, destination: arn, entries: over.length })
      await stores.logQueue.remove(idsOf(over))
    }
    await stores.logQueue.postpone(idsOf(rest), now + pauseAfter(first.attempts))
    return
  }
  await stores.logQueue.remove(idsOf(batch))
}

/** 5, 10, 20 seconds and so on, at most a quarter of an hour. */
function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 10))
}

/** The entries that have the same key together, in their order. */
function groupsOf(
  entries: readonly LeasedLogEntry[],
  keyOf: (entry: LeasedLogEntry) => string,
): LeasedLogEntry[][] {
  const groups = new Map<string, LeasedLogEntry[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry)) ?? []
    groups.set(keyOf(entry), group)
    group.push(entry)
  }
  return [...groups.values()]
}
