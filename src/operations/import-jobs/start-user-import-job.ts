import { lockImportJob } from '../../domain/import-jobs/find-import-job.ts'
import { startImportJob } from '../../domain/import-jobs/start-import-job.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUserImportJob } from './import-job-shape.ts'

export const StartUserImportJob = operation('StartUserImportJob', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, JobId }, context) {
    const { storage, region, now } = context
    const answer = await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId)
      const job = await lockImportJob(stores, { userPoolId: pool.id, id: JobId }, now)
      const started = await startImportJob(stores, pool, job, now) // PreconditionNotMetException
      return { UserImportJob: toUserImportJob(started, context) }
    })
    context.wakeImports()
    return answer
  },
})
