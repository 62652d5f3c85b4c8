import { START_OF_FILE } from '../../src/domain/import-jobs/file-position.ts'
import { type ImportJob, newImportJobId } from '../../src/domain/import-jobs/import-job.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'

/** A job that is not stored. */
export function importJobOf(userPoolId: string, change: Partial<ImportJob> = {}): ImportJob {
  return {
    userPoolId,
    id: newImportJobId(systemEntropy),
    name: 'job',
    status: 'Created',
    cloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import-log',
    createdAt: Date.UTC(2026, 0, 1),
    counts: { imported: 0, skipped: 0, failed: 0 },
    position: START_OF_FILE,
    ...change,
  }
}

/** Stores a job in a state that is hard to reach otherwise. No process works on it. */
export async function storeImportJob(
  storage: Storage,
  userPoolId: string,
  change: Partial<ImportJob>,
): Promise<ImportJob> {
  const job = importJobOf(userPoolId, change)
  await storage.transaction((stores) => stores.importJobs.insert(job))
  return job
}
