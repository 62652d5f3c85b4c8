import type { ImportJobKey } from './import-job.ts'

/** One upload of a job's file; a later upload replaces it. */
export interface ImportFile {
  readonly job: ImportJobKey
  readonly uploadId: string
}

export interface ImportFileStore {
  /** Chunks are numbered from 0. */
  addChunk(file: ImportFile, number: number, bytes: Uint8Array): Promise<void>
  /** Undefined after the last chunk. */
  readChunk(file: ImportFile, number: number): Promise<Buffer | undefined>
  deleteFile(file: ImportFile): Promise<void>
  /** Deletes all uploads of the job except `kept`. */
  deleteFilesOf(job: ImportJobKey, kept?: string): Promise<void>
}
