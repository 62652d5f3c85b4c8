import { csvHeader } from '../../domain/import-jobs/csv-header.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const GetCSVHeader = operation('GetCSVHeader', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    return { UserPoolId: pool.id, CSVHeader: csvHeader(pool.schema) }
  },
})
