import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from '../../contract/generated/types.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { ALPHANUMERIC, randomText } from '../../kernel/identifiers.ts'
import type { FilePosition } from './file-position.ts'

/** How many rows ended in which way. */
export interface ImportCounts {
  readonly imported: number
  readonly skipped: number
  readonly failed: number
}

/** A file of users on its way into a pool. */
export interface ImportJob {
  readonly userPoolId: string
  readonly id: string
  readonly name: string
  readonly status: UserImportJobStatusType
  /** Of the hashes in the file; without one it has none. */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithmType | undefined
  readonly cloudWatchLogsRoleArn: string
  readonly createdAt: Instant
  readonly startedAt?: Instant | undefined
  readonly completedAt?: Instant | undefined
  readonly completionMessage?: string | undefined
  readonly counts: ImportCounts
  /** Of the file that was uploaded last; absent before, and once its data are deleted. */
  readonly uploadId?: string | undefined
  /** Where the first row begins that has no outcome yet. */
  readonly position: FilePosition
}

/** What tells a job apart from all others. */
export type ImportJobKey = Pick<ImportJob, 'userPoolId' | 'id'>

export const MAX_USERS = 500_000

/** AWS: a job that was not started within a day or two expires; here, after one. */
export const LONGEST_WAIT = 24 * HOUR

/** AWS: `import-` and ten letters and digits. */
export function newImportJobId(entropy: Entropy): string {
  return `import-${randomText(entropy, ALPHANUMERIC, 10)}`
}

/** The job as it is to be shown: one that waited too long has expired, whether or not its data are gone yet. */
export function jobAt(job: ImportJob, now: Instant): ImportJob {
  const expired = job.status === 'Created' && now >= job.createdAt + LONGEST_WAIT
  return expired ? { ...job, status: 'Expired' } : job
}
