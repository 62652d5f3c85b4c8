import type { ImportFile, ImportFileStore } from '../../../domain/import-jobs/import-file-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

export function importFileStore(queries: Queries, vault: Vault): ImportFileStore {
  const chunks = vault.forColumn('user_import_chunks', 'sealed_bytes')
  const place = ({ job, uploadId }: ImportFile, number: number) => [job.id, uploadId, `${number}`]

  return {
    async addChunk(file, number, bytes) {
      await queries.run(
        `insert into user_import_chunks (user_pool_id, job_id, upload_id, number, sealed_bytes)
         values ($1, $2, $3, $4, $5)`,
        file.job.userPoolId,
        file.job.id,
        file.uploadId,
        number,
        chunks.seal(bytes, ...place(file, number)),
      )
    },

    async readChunk(file, number) {
      const row = await queries.first<{ sealed_bytes: Uint8Array }>(
        `select sealed_bytes from user_import_chunks
         where user_pool_id = $1 and job_id = $2 and upload_id = $3 and number = $4`,
        file.job.userPoolId,
        file.job.id,
        file.uploadId,
        number,
      )
      return row && chunks.openBytes(row.sealed_bytes, ...place(file, number))
    },

    async deleteFile({ job, uploadId }) {
      await queries.run(
        'delete from user_import_chunks where user_pool_id = $1 and job_id = $2 and upload_id = $3',
        job.userPoolId,
        job.id,
        uploadId,
      )
    },

    async deleteFilesOf({ userPoolId, id }, kept = '') {
      await queries.run(
        'delete from user_import_chunks where user_pool_id = $1 and job_id = $2 and upload_id <> $3',
        userPoolId,
        id,
        kept,
      )
    },
  }
}
