import { type HeaderReading, readHeader } from '../../import-jobs/csv-header.ts'
import { endImportJob, type ImportEnd } from '../../import-jobs/end-import-job.ts'
import { START_OF_FILE } from '../../import-jobs/file-position.ts'
import type { ImportJob } from '../../import-jobs/import-job.ts'
import { type Row, readRows } from '../../import-jobs/read-rows.ts'
import { splitRow } from '../../import-jobs/split-row.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { ImportRun } from './import-batch.ts'
import { type ImportContext, lockHeldJob } from './import-context.ts'

/** A run, and its job with the progress of earlier runs. */
export interface BegunRun {
  readonly run: ImportRun
  readonly job: ImportJob
}

/**
 * Takes over a job that no process is working on: one that was just started, or one whose process has died. Returns
 * undefined if there is none. Ends the job if its file lacks the right header.
 */
export async function beginRun(context: ImportContext): Promise<BegunRun | 'ended' | undefined> {
  const { storage, holder, lease, clock } = context
  const now = clock()
  const key = await storage.stores.importTurns.claim({ holder, until: now + lease }, now)
  const job = key && (await storage.stores.importJobs.find(key))
  if (!job) return undefined
  const file = { job, uploadId: job.uploadId ?? '' }
  const pool = await storage.stores.userPools.find(job.userPoolId)
  if (!pool) return undefined
  const { rows, next } = await readRows(
    (number) => storage.stores.importFiles.readChunk(file, number),
    START_OF_FILE,
    1,
  )
  const header = headerIn(rows[0], pool, job)
  const end: ImportEnd | undefined =
    'fault' in header ? { status: 'Failed', message: header.fault } : undefined
  return storage.transaction(async (stores) => {
    const held = await lockHeldJob(stores, context, job)
    if (!held) return undefined
    if (end && held.status !== 'Stopping') {
      await endImportJob(stores, held, end, now)
      return 'ended'
    }
    const begun: ImportJob = {
      ...held,
      status: held.status === 'Pending' ? 'InProgress' : held.status,
      position: held.position.byte === 0 ? next : held.position,
    }
    await stores.importJobs.save(begun)
    const columns = 'columns' in header ? header.columns : []
    return { job: begun, run: { pool, file, columns } }
  })
}

function headerIn(first: Row | undefined, { schema }: UserPool, job: ImportJob): HeaderReading {
  if (first?.line !== 1 || 'fault' in first) return { fault: 'The CSV file has no header in UTF-8.' }
  if (first.text.startsWith('\ufeff')) return { fault: 'The CSV file begins with a byte order mark.' }
  return readHeader(schema, splitRow(first.text), job.passwordHashingAlgorithm !== undefined)
}
