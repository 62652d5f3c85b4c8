import type { ImportJob } from '../../import-jobs/import-job.ts'
import type { World } from '../../requests/world.ts'
import type { Stores } from '../../stores.ts'

/** What the work on import jobs needs. It has a clock instead of an instant, because it outlasts a request. */
export interface ImportContext extends Pick<World, 'storage' | 'clock' | 'entropy'> {
  /** Identifies this process among all that share the database. */
  readonly holder: string
  /** After this many milliseconds without a sign of life, a process loses its job to others. */
  readonly lease: number
  /** Rows per transaction. */
  readonly batch: number
}

/**
 * Locks the job for a step of the work on it, and extends this process's hold on it. Returns undefined if another
 * process holds the job by now or it no longer exists: then do not take the step.
 */
export async function lockHeldJob(
  stores: Stores,
  { holder, lease, clock }: ImportContext,
  job: ImportJob,
): Promise<ImportJob | undefined> {
  const locked = await stores.importJobs.lock(job)
  const isHeld = locked && (await stores.importTurns.renew(job, { holder, until: clock() + lease }))
  return isHeld ? locked : undefined
}
