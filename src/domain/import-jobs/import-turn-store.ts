import type { Instant } from '../../kernel/clock.ts'
import type { ImportJobKey } from './import-job.ts'

/** For how long a process answers for the job that it works on. */
export interface TurnHold {
  /** Names the process. */
  readonly holder: string
  readonly until: Instant
}

/** In each region one job is under way at a time, and one process works on it. */
export interface ImportTurnStore {
  /** Answers false if the region's turn is another job's. */
  take(region: string, job: ImportJobKey): Promise<boolean>
  release(job: ImportJobKey): Promise<void>
  /** A job under way that nobody works on any more (or the holder itself does), which is the holder's from now on. */
  claim(hold: TurnHold, now: Instant): Promise<ImportJobKey | undefined>
  /** Answers false if somebody else works on the job meanwhile. */
  renew(job: ImportJobKey, hold: TurnHold): Promise<boolean>
  /** Lets others go on with what the holder worked on. */
  letGo(holder: string): Promise<void>
}
