import type { Clock } from '../../../kernel/clock.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import type { ImportJob } from '../../import-jobs/import-job.ts'
import type { Storage, Stores } from '../../stores.ts'

/** What whoever works on import jobs needs. */
export interface ImportContext {
  readonly storage: Storage
  readonly clock: Clock
  readonly entropy: Entropy
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
