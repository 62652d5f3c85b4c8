import type { ImportJob } from '../../import-jobs/import-job.ts'
import type { World } from '../../requests/world.ts'
import type { Stores } from '../../stores.ts'

/** What the work on import jobs needs. It asks the clock itself, since it goes on for longer than a request. */
export interface ImportContext extends Pick<World, 'storage' | 'clock' | 'entropy'> {
  /** Names the process among all that share the database. */
  readonly holder: string
  /** How long a process that no longer answers keeps others from its job, in milliseconds. */
  readonly lease: number
  /** Rows of one transaction. */
  readonly batch: number
}

/**
 * Locks the job for a step of the work on it, and prolongs the hold. Undefined where the job is somebody else's
 * meanwhile, or gone: then the step must not be taken.
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
