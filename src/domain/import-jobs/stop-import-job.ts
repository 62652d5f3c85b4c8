import type { Instant } from '../../kernel/clock.ts'
import { type EndStores, endImportJob, STOPPED } from './end-import-job.ts'
import type { ImportJob } from './import-job.ts'
import { notInProgress } from './import-job-errors.ts'

/**
 * Stops a locked job: at once if no row was processed yet, otherwise as soon as the process that works on it notices.
 * @throws PreconditionNotMetException
 */
export async function stopImportJob(stores: EndStores, job: ImportJob, now: Instant): Promise<ImportJob> {
  if (job.status === 'Pending') return endImportJob(stores, job, STOPPED, now)
  if (job.status !== 'InProgress') throw notInProgress()
  const stopping: ImportJob = { ...job, status: 'Stopping' }
  await stores.importJobs.save(stopping)
  return stopping
}
