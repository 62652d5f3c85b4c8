import type { Instant } from '../../kernel/clock.ts'
import type { ImportJob, ImportJobKey } from './import-job.ts'

/** The last job of a page. */
export type ImportJobPlace = readonly [createdAt: Instant, id: string]

export interface ImportJobStore {
  insert(job: ImportJob): Promise<void>
  find(key: ImportJobKey): Promise<ImportJob | undefined>
  /** By id alone, which is unique across all pools. */
  findById(id: string): Promise<ImportJob | undefined>
  /** Like {@link find}, and locks the job until this transaction ends. */
  lock(key: ImportJobKey): Promise<ImportJob | undefined>
  /** Name, role and algorithm never change. */
  save(job: ImportJob): Promise<void>
  /** At most `limit` jobs of the pool, newest first. */
  list(userPoolId: string, limit: number, after?: ImportJobPlace): Promise<readonly ImportJob[]>
  countInPool(userPoolId: string): Promise<number>
  /** At most `limit` jobs that were created at or before `before` and never started. */
  listNeverStarted(before: Instant, limit: number): Promise<readonly ImportJob[]>
}
