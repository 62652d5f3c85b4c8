import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { START_OF_FILE } from './file-position.ts'
import { type ImportJob, newImportJobId } from './import-job.ts'
import { tooManyImportJobs } from './import-job-errors.ts'

/** AWS: quotas, "user import jobs per user pool". */
const MAX_JOBS = 1000

export type ImportJobRequest = Pick<ImportJob, 'name' | 'cloudWatchLogsRoleArn' | 'passwordHashingAlgorithm'>

/**
 * Stores a new job. Requires a locked pool, so that concurrent requests cannot exceed the quota.
 * @throws LimitExceededException
 */
export async function addImportJob(
  stores: Pick<Stores, 'importJobs'>,
  pool: UserPool,
  request: ImportJobRequest,
  { entropy, now, limit = MAX_JOBS }: { entropy: Entropy; now: Instant; limit?: number },
): Promise<ImportJob> {
  if ((await stores.importJobs.countInPool(pool.id)) >= limit) throw tooManyImportJobs(limit)
  const job: ImportJob = {
    ...request,
    userPoolId: pool.id,
    id: newImportJobId(entropy),
    status: 'Created',
    createdAt: now,
    counts: { imported: 0, skipped: 0, failed: 0 },
    position: START_OF_FILE,
  }
  await stores.importJobs.insert(job)
  return job
}
