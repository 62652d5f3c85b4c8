import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { type ImportJob, type ImportJobKey, jobAt } from './import-job.ts'
import { importJobNotFound } from './import-job-errors.ts'

type JobStores = Pick<Stores, 'importJobs'>

/** @throws ResourceNotFoundException */
export async function findImportJob(stores: JobStores, key: ImportJobKey, now: Instant): Promise<ImportJob> {
  return present(await stores.importJobs.find(key), key, now)
}

/** Like {@link findImportJob}, and locks the job until this transaction ends. */
export async function lockImportJob(stores: JobStores, key: ImportJobKey, now: Instant): Promise<ImportJob> {
  return present(await stores.importJobs.lock(key), key, now)
}

function present(job: ImportJob | undefined, { id }: ImportJobKey, now: Instant): ImportJob {
  if (!job) throw importJobNotFound(id)
  return jobAt(job, now)
}
