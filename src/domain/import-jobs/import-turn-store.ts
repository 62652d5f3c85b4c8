import type { Instant } from '../../kernel/clock.ts'
import type { ImportJobKey } from './import-job.ts'

/** A process's hold on the job that it works on, with an end. */
export interface TurnHold {
  /** Identifies the process. */
  readonly holder: string
  readonly until: Instant
}

/** In each region only one job runs at a time, and one process works on it. */
export interface ImportTurnStore {
  /** Returns false if another job has the region's turn. */
  take(region: string, job: ImportJobKey): Promise<boolean>
  release(job: ImportJobKey): Promise<void>
  /** Claims a running job whose hold has ended or is the holder's own, and returns it. */
  claim(hold: TurnHold, now: Instant): Promise<ImportJobKey | undefined>
  /** Returns false if another process works on the job by now. */
  renew(job: ImportJobKey, hold: TurnHold): Promise<boolean>
  /** Lets other processes continue the holder's job. */
  releaseAll(holder: string): Promise<void>
}
