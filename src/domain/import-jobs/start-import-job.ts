import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { ImportJob } from './import-job.ts'
import {
  alreadyStarted,
  jobExpired,
  noFileUploaded,
  nothingAutoVerified,
  otherJobInProgress,
} from './import-job-errors.ts'

/**
 * Starts a locked job. The pool must be locked too: its schema and settings cannot change until the job ends.
 * @throws PreconditionNotMetException
 */
export async function startImportJob(
  stores: Pick<Stores, 'importJobs' | 'importTurns'>,
  pool: UserPool,
  job: ImportJob,
  now: Instant,
): Promise<ImportJob> {
  if (job.status === 'Expired') throw jobExpired()
  if (job.status !== 'Created') throw alreadyStarted()
  if (!pool.settings.autoVerifiedAttributes?.length) throw nothingAutoVerified()
  if (job.uploadId === undefined) throw noFileUploaded(job.id)
  if (!(await stores.importTurns.take(pool.region, job))) throw otherJobInProgress()
  const started: ImportJob = { ...job, status: 'Pending', startedAt: now }
  await stores.importJobs.save(started)
  return started
}
