import { jobAt } from '../../domain/import-jobs/import-job.ts'
import type { ImportJobPlace } from '../../domain/import-jobs/import-job-store.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toUserImportJob } from './import-job-shape.ts'

export const ListUserImportJobs = operation('ListUserImportJobs', {
  access: iam.onUserPool,

  async handle({ UserPoolId, MaxResults, PaginationToken }, context) {
    const { storage, region, now, pageTokens } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListUserImportJobs', pool.id],
      token: PaginationToken,
      limit: MaxResults,
      read: (limit, after?: ImportJobPlace) => storage.stores.importJobs.list(pool.id, limit, after),
      keyOf: (job): ImportJobPlace => [job.createdAt, job.id],
    })
    return {
      UserImportJobs: page.entries.map((job) => toUserImportJob(jobAt(job, now), context)),
      PaginationToken: page.nextToken,
    }
  },
})
