import type { Instant } from '../../kernel/clock.ts'
import type { Storage } from '../stores.ts'
import { jobAt, LONGEST_WAIT } from './import-job.ts'

const AT_ONCE = 100

/** Deletes the data of jobs that were not started in time. */
export async function expireImportJobs(storage: Storage, now: Instant): Promise<void> {
  const late = await storage.stores.importJobs.listNeverStarted(now - LONGEST_WAIT, AT_ONCE)
  for (const key of late) {
    await storage.transaction(async (stores) => {
      const job = await stores.importJobs.lock(key)
      if (!job || jobAt(job, now).status !== 'Expired') return
      await stores.importJobs.save({ ...job, status: 'Expired', uploadId: undefined })
      await stores.importFiles.deleteFilesOf(key)
    })
  }
}
