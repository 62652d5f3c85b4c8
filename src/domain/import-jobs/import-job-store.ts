import type { Instant } from '../../kernel/clock.ts'
import type { ImportJob, ImportJobKey } from './import-job.ts'

/** Where a page of a list ended. */
export type ImportJobPlace = readonly [createdAt: Instant, id: string]

export interface ImportJobStore {
  insert(job: ImportJob): Promise<void>
  find(key: ImportJobKey): Promise<ImportJob | undefined>
  /** By an id alone, which is unique over all pools. */
  findById(id: string): Promise<ImportJob | undefined>
  /** As {@link find}, and holds the job against other transactions until this one ends. */
  lock(key: ImportJobKey): Promise<ImportJob | undefined>
  /** Name, role and algorithm never change. */
  save(job: ImportJob): Promise<void>
  /** At most `limit` jobs of the pool, the newest first. */
  list(userPoolId: string, limit: number, after?: ImportJobPlace): Promise<readonly ImportJob[]>
  countInPool(userPoolId: string): Promise<number>
  /** At most `limit` jobs that were created at `before` or earlier and never started. */
  listNeverStarted(before: Instant, limit: number): Promise<readonly ImportJob[]>
}
