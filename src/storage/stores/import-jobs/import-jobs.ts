import type { ImportJob, ImportJobKey } from '../../../domain/import-jobs/import-job.ts'
import type { ImportJobStore } from '../../../domain/import-jobs/import-job-store.ts'
import type { Queries } from '../../driver/database.ts'

interface ImportJobRow {
  user_pool_id: string
  id: string
  name: string
  status: ImportJob['status']
  password_hashing_algorithm: NonNullable<ImportJob['passwordHashingAlgorithm']> | null
  cloud_watch_logs_role_arn: string
  created_at: number
  started_at: number | null
  completed_at: number | null
  completion_message: string | null
  imported_users: number
  skipped_users: number
  failed_users: number
  upload_id: string | null
  next_byte: number
  next_line: number
}

const COLUMNS = `user_pool_id, id, name, status, password_hashing_algorithm, cloud_watch_logs_role_arn, created_at,
  started_at, completed_at, completion_message, imported_users, skipped_users, failed_users, upload_id, next_byte,
  next_line`

export function importJobStore(queries: Queries): ImportJobStore {
  async function byKey({ userPoolId, id }: ImportJobKey, lock: string): Promise<ImportJob | undefined> {
    const row = await queries.first<ImportJobRow>(
      `select ${COLUMNS} from user_import_jobs where user_pool_id = $1 and id = $2${lock}`,
      userPoolId,
      id,
    )
    return row && toImportJob(row)
  }

  return {
    async insert(job) {
      await queries.run(
        `insert into user_import_jobs (${COLUMNS})
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
        job.userPoolId,
        job.id,
        job.name,
        job.status,
        job.passwordHashingAlgorithm ?? null,
        job.cloudWatchLogsRoleArn,
        job.createdAt,
        ...changingColumns(job),
      )
    },

    find: (key) => byKey(key, ''),
    lock: (key) => byKey(key, queries.forUpdate),

    async findById(id) {
      const row = await queries.first<ImportJobRow>(
        `select ${COLUMNS} from user_import_jobs where id = $1`,
        id,
      )
      return row && toImportJob(row)
    },

    async save(job) {
      await queries.run(
        `update user_import_jobs set status = $3, started_at = $4, completed_at = $5, completion_message = $6,
           imported_users = $7, skipped_users = $8, failed_users = $9, upload_id = $10, next_byte = $11,
           next_line = $12
         where user_pool_id = $1 and id = $2`,
        job.userPoolId,
        job.id,
        job.status,
        ...changingColumns(job),
      )
    },

    async list(userPoolId, limit, after) {
      const [createdAt, id] = after ?? [Number.MAX_SAFE_INTEGER, '']
      const rows = await queries.all<ImportJobRow>(
        `select ${COLUMNS} from user_import_jobs
         where user_pool_id = $1 and (created_at, id) < ($2, $3)
         order by created_at desc, id desc limit $4`,
        userPoolId,
        createdAt,
        id,
        limit,
      )
      return rows.map(toImportJob)
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ jobs: number }>(
        'select count(*) as jobs from user_import_jobs where user_pool_id = $1',
        userPoolId,
      )
      return row?.jobs ?? 0
    },

    async listNeverStarted(before, limit) {
      const rows = await queries.all<ImportJobRow>(
        `select ${COLUMNS} from user_import_jobs where status = 'Created' and created_at <= $1
         order by created_at, id limit $2`,
        before,
        limit,
      )
      return rows.map(toImportJob)
    },
  }
}

function changingColumns(job: ImportJob) {
  return [
    job.startedAt ?? null,
    job.completedAt ?? null,
    job.completionMessage ?? null,
    job.counts.imported,
    job.counts.skipped,
    job.counts.failed,
    job.uploadId ?? null,
    job.position.byte,
    job.position.line,
  ]
}

function toImportJob(row: ImportJobRow): ImportJob {
  return {
    userPoolId: row.user_pool_id,
    id: row.id,
    name: row.name,
    status: row.status,
    passwordHashingAlgorithm: row.password_hashing_algorithm ?? undefined,
    cloudWatchLogsRoleArn: row.cloud_watch_logs_role_arn,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    completedAt: row.completed_at ?? undefined,
    completionMessage: row.completion_message ?? undefined,
    counts: { imported: row.imported_users, skipped: row.skipped_users, failed: row.failed_users },
    uploadId: row.upload_id ?? undefined,
    position: { byte: row.next_byte, line: row.next_line },
  }
}
