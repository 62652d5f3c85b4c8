import type { ImportJob } from './import-job.ts'

/** What the operations on import jobs need beside what is stored. */
export interface ImportOffice {
  /** Where the file of a job is put, and for how long: docs/guides/importing-users.md. It lets in whoever has it. */
  uploadAddressOf(job: ImportJob): string
  /** Has this process look for a job that was started. */
  wake(): void
}
