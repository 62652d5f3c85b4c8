import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { ImportCounts, ImportJob } from './import-job.ts'

export type EndStores = Pick<Stores, 'importFiles' | 'importJobs' | 'importTurns'>

export interface ImportEnd {
  readonly status: 'Failed' | 'Stopped' | 'Succeeded'
  /** AWS: at most 128 characters. */
  readonly message: string
}

export const STOPPED: ImportEnd = {
  status: 'Stopped',
  message: 'The Import Job was stopped by the developer.',
}

/**
 * AWS: a job that imported nothing has failed. We don't know how many failed rows otherwise make a job fail, so we
 * allow any number.
 */
export function endOfFile({ imported, skipped, failed }: ImportCounts): ImportEnd {
  if (imported === 0 && skipped + failed > 0) {
    return {
      status: 'Failed',
      message: 'Too many users have failed or been skipped during the import.',
    }
  }
  return { status: 'Succeeded', message: 'Import Job Completed Successfully.' }
}

/** Ends a locked job: keeps its outcome and its log, deletes the file, and lets another job start. */
export async function endImportJob(
  stores: EndStores,
  job: ImportJob,
  { status, message }: ImportEnd,
  now: Instant,
): Promise<ImportJob> {
  const ended: ImportJob = {
    ...job,
    status,
    completedAt: now,
    completionMessage: message,
    uploadId: undefined,
  }
  await stores.importJobs.save(ended)
  await stores.importTurns.release(job)
  await stores.importFiles.deleteFilesOf(job)
  return ended
}
