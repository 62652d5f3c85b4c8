import { endImportJob, endOfFile, type ImportEnd, STOPPED } from '../../import-jobs/end-import-job.ts'
import type { ImportFile } from '../../import-jobs/import-file-store.ts'
import { type ImportCounts, type ImportJob, MAX_USERS } from '../../import-jobs/import-job.ts'
import { type Row, type RowsRead, readRows } from '../../import-jobs/read-rows.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { type ImportContext, lockHeldJob } from './import-context.ts'
import { failed, logEntry, type RowOutcome, skipped } from './row-outcome.ts'
import { storeImportedUsers } from './store-imported-users.ts'
import { type RowReading, userOfRow } from './user-of-row.ts'

/** What stays the same while a process works on a job. */
export interface ImportRun {
  readonly pool: UserPool
  readonly file: ImportFile
  /** In the order of the file. */
  readonly columns: readonly string[]
}

const TOO_MANY: ImportEnd = {
  status: 'Failed',
  message: `The CSV file has more than ${MAX_USERS} users.`,
}

/**
 * Imports the next rows in one transaction that also records the job's position, so a process that dies leaves each row
 * either fully imported or untouched. Returns the job as it is then, or undefined if it has ended or another process
 * has taken it over.
 */
export async function importBatch(
  context: ImportContext,
  run: ImportRun,
  job: ImportJob,
): Promise<ImportJob | undefined> {
  const { storage, entropy, clock, batch } = context
  const now = clock()
  const read = await readRows(
    (number) => storage.stores.importFiles.readChunk(run.file, number),
    job.position,
    batch,
  )
  const rows = read.rows.slice(0, MAX_USERS - sumOf(job.counts))
  const isTooMany = rows.length < read.rows.length
  const file = { pool: run.pool, columns: run.columns, algorithm: job.passwordHashingAlgorithm }
  const readings = rows.map((row) => userOfRow(row, file, { entropy, now }))
  return storage.transaction(async (stores) => {
    const held = await lockHeldJob(stores, context, job)
    if (held?.position.byte !== job.position.byte) return undefined
    if (held.status === 'Stopping') return ended(stores, held, STOPPED, now)
    const outcomes = await outcomesOf(stores, run.pool, readings)
    await appendLog(stores, held, rows, outcomes)
    const next = { ...held, ...progress(held, outcomes, read) }
    if (isTooMany) return ended(stores, next, TOO_MANY, now)
    if (read.atEnd) return ended(stores, next, endOfFile(next.counts), now)
    await stores.importJobs.save(next)
    return next
  })
}

async function ended(stores: Stores, job: ImportJob, end: ImportEnd, now: number): Promise<undefined> {
  await endImportJob(stores, job, end, now)
}

/** In the order of the rows. */
async function outcomesOf(
  stores: Stores,
  pool: UserPool,
  readings: readonly RowReading[],
): Promise<RowOutcome[]> {
  const found = readings.flatMap((reading) => ('found' in reading ? [reading.found] : []))
  const outcomes = await storeImportedUsers(stores, pool, found)
  return readings.map((reading) =>
    'fault' in reading ? failed(reading.fault) : (outcomes.get(reading.found) ?? skipped),
  )
}

async function appendLog(
  stores: Stores,
  job: ImportJob,
  rows: readonly Row[],
  outcomes: readonly RowOutcome[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  const entries = rows.flatMap(({ line }, i) => (outcomes[i] ? [logEntry(line, outcomes[i])] : []))
  await stores.importLogs.append(job, { firstLine: first.line, entries })
}

function progress({ counts }: ImportJob, outcomes: readonly RowOutcome[], { next }: RowsRead) {
  const number = (result: RowOutcome['result']) =>
    outcomes.filter((outcome) => outcome.result === result).length
  return {
    position: next,
    counts: {
      imported: counts.imported + number('SUCCEEDED'),
      skipped: counts.skipped + number('SKIPPED'),
      failed: counts.failed + number('FAILED'),
    },
  }
}

function sumOf({ imported, skipped, failed }: ImportCounts): number {
  return imported + skipped + failed
}
