import { csvHeader } from '../../domain/import-jobs/csv-header.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { NEVER_RAISED } from './never-raised.ts'

export const GetCSVHeader = operation('GetCSVHeader', {
  access: iam.onUserPool,
  neverRaises: NEVER_RAISED,

  async handle({ UserPoolId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    return { UserPoolId: pool.id, CSVHeader: csvHeader(pool.schema) }
  },
})
