import { addImportJob } from '../../domain/import-jobs/add-import-job.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesRole } from '../pass-role.ts'
import { toUserImportJob } from './import-job-shape.ts'

export const CreateUserImportJob = operation('CreateUserImportJob', {
  access: iam.onUserPool,
  neverRaises: {
    PreconditionNotMetException: 'what a job needs of its pool is looked at when it is started',
  },
  auditsAnswer: true,

  async handle({ UserPoolId, JobName, CloudWatchLogsRoleArn, PasswordHashingAlgorithm }, context) {
    const { storage, entropy, now, region } = context
    const member = 'CreateUserImportJobRequest.CloudWatchLogsRoleArn'
    assertPassesRole(context, member, CloudWatchLogsRoleArn)
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const request = {
        name: JobName,
        cloudWatchLogsRoleArn: CloudWatchLogsRoleArn,
        passwordHashingAlgorithm: PasswordHashingAlgorithm,
      }
      const job = await addImportJob(stores, pool, request, { entropy, now }) // LimitExceededException
      return { UserImportJob: toUserImportJob(job, context) }
    })
  },
})
