import { findTerms } from '../../domain/terms/find-terms.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toTermsType } from './terms-shape.ts'

export const DescribeTerms = operation('DescribeTerms', {
  access: iam.onUserPool,

  async handle({ UserPoolId, TermsId }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    return { Terms: toTermsType(await findTerms(stores, pool.id, TermsId)) }
  },
})
