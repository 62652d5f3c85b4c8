import type { PasswordHashingAlgorithmType, UserImportJobStatusType } from '../../contract/generated/types.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { ALPHANUMERIC, randomText } from '../../kernel/identifiers.ts'
import type { FilePosition } from './file-position.ts'

/** How many rows had which outcome. */
export interface ImportCounts {
  readonly imported: number
  readonly skipped: number
  readonly failed: number
}

/** A job that imports a file of users into a pool. */
export interface ImportJob {
  readonly userPoolId: string
  readonly id: string
  readonly name: string
  readonly status: UserImportJobStatusType
  /** The algorithm of the hashes in the file; without it, the file has none. */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithmType | undefined
  readonly cloudWatchLogsRoleArn: string
  readonly createdAt: Instant
  readonly startedAt?: Instant | undefined
  readonly completedAt?: Instant | undefined
  readonly completionMessage?: string | undefined
  readonly counts: ImportCounts
  /** The latest upload; absent before the first one, and once the job's data are deleted. */
  readonly uploadId?: string | undefined
  /** The first row that has no outcome yet. */
  readonly position: FilePosition
}

/** Identifies a job. */
export type ImportJobKey = Pick<ImportJob, 'userPoolId' | 'id'>

export const MAX_USERS = 500_000

/** AWS: a job that is not started within a day or two expires; here after one day. */
export const LONGEST_WAIT = 24 * HOUR

/** AWS: `import-` and ten letters and digits. */
export function newImportJobId(entropy: Entropy): string {
  return `import-${randomText(entropy, ALPHANUMERIC, 10)}`
}

/** The job as the API shows it: a job that waited too long has expired, even if its data have not been deleted yet. */
export function jobAt(job: ImportJob, now: Instant): ImportJob {
  const expired = job.status === 'Created' && now >= job.createdAt + LONGEST_WAIT
  return expired ? { ...job, status: 'Expired' } : job
}
