import { lockImportJob } from '../../domain/import-jobs/find-import-job.ts'
import { stopImportJob } from '../../domain/import-jobs/stop-import-job.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUserImportJob } from './import-job-shape.ts'

export const StopUserImportJob = operation('StopUserImportJob', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, JobId }, context) {
    const { storage, region, now } = context
    return storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      const job = await lockImportJob(stores, { userPoolId: pool.id, id: JobId }, now)
      const stopped = await stopImportJob(stores, job, now) // PreconditionNotMetException
      return { UserImportJob: toUserImportJob(stopped, context) }
    })
  },
})
