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
 * which the log reports. All batches are on their way at once: one that gets no answer would use up the lease of those
 * behind it. Returns whether there may be more.
 */
export async function deliverLogs(delivering: LogDelivering): Promise<boolean> {
  const { stores, now } = delivering
  const leased = await stores.logQueue.lease(BATCH, now, now + LEASE)
  const ends = await Promise.allSettled(batchesOf(leased).map((batch) => deliverBatch(delivering, batch)))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
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

/** Entries of one pool and destination together, in their order. */
function batchesOf(entries: readonly LeasedLogEntry[]): LeasedLogEntry[][] {
  const batches = new Map<string, LeasedLogEntry[]>()
  for (const entry of entries) {
    const key = `${entry.userPoolId} ${entry.arn}`
    const batch = batches.get(key) ?? []
    batches.set(key, batch)
    batch.push(entry)
  }
  return [...batches.values()]
}
