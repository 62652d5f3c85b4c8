import { csvHeader } from '../../domain/import-jobs/csv-header.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { NEVER_RAISED_BEHIND_IAM } from '../never-raised.ts'
import { operation } from '../operation.ts'

export const GetCSVHeader = operation('GetCSVHeader', {
  access: iam.onUserPool,
  neverRaises: NEVER_RAISED_BEHIND_IAM,

  async handle({ UserPoolId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    return { UserPoolId: pool.id, CSVHeader: csvHeader(pool.schema) }
  },
})
