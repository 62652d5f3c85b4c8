import type { ImportJobKey } from './import-job.ts'

/** One upload of a job's file; a later one takes its place. */
export interface ImportFile {
  readonly job: ImportJobKey
  readonly uploadId: string
}

export interface ImportFileStore {
  /** Chunks are numbered from 0. */
  addChunk(file: ImportFile, number: number, bytes: Uint8Array): Promise<void>
  /** Undefined behind the last chunk. */
  readChunk(file: ImportFile, number: number): Promise<Buffer | undefined>
  deleteFile(file: ImportFile): Promise<void>
  /** All uploads of the job, but for the one that is to be kept. */
  deleteFilesOf(job: ImportJobKey, kept?: string): Promise<void>
}
