import { purgeRecord } from '../domain/audit/purge-record.ts'
import type { RequestContext } from '../domain/requests/request-context.ts'
import { DAY } from '../kernel/clock.ts'

/** Records deleted in one transaction, so that it does not hold the database for long. */
const BATCH = 5000

/** Transactions in one run: a trail that is shortened for the first time takes several runs. */
const MOST_BATCHES = 200

/**
 * Deletes the records of the audit trail that are older than so many days, whole days (UTC) at a time, so that it happens
 * once a day. Each transaction that deletes leaves a record of it. Any number of nodes may do so at once.
 */
export async function shortenAuditTrail(
  { storage, account, defaultRegion, entropy, requestId, now }: RequestContext,
  retentionDays: number,
): Promise<void> {
  if (!Number.isFinite(retentionDays)) return
  const before = Math.floor(now / DAY) * DAY - retentionDays * DAY
  const purge = { account, region: defaultRegion, requestId, now, retentionDays, before }
  let deleted = BATCH
  for (let batches = 0; deleted === BATCH && batches < MOST_BATCHES; batches++) {
    deleted = await storage.bookkeeping(async ({ auditEvents }) => {
      const rows = await auditEvents.deleteBefore(before, BATCH)
      if (rows > 0)
        await auditEvents.append(purgeRecord({ ...purge, eventId: entropy.uuid(), deleted: rows }))
      return rows
    })
  }
}
