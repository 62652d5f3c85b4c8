import type { ImportJobKey } from './import-job.ts'

/** The outcomes of a batch of rows, one line each. */
export interface ImportLogPage {
  /** The line of the file that the page begins with. */
  readonly firstLine: number
  readonly entries: readonly string[]
}

export interface ImportLogStore {
  append(job: ImportJobKey, page: ImportLogPage): Promise<void>
  /** The first page that begins after this line. */
  next(job: ImportJobKey, afterLine: number): Promise<ImportLogPage | undefined>
}
