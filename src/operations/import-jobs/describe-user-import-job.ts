import { findImportJob } from '../../domain/import-jobs/find-import-job.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUserImportJob } from './import-job-shape.ts'

export const DescribeUserImportJob = operation('DescribeUserImportJob', {
  access: iam.onUserPool,

  async handle({ UserPoolId, JobId }, context) {
    const { storage, region, now } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId)
    const job = await findImportJob(storage.stores, { userPoolId: pool.id, id: JobId }, now)
    return { UserImportJob: toUserImportJob(job, context) }
  },
})
