import { findTermsOfClient } from '../../domain/terms/find-terms.ts'
import type { TermsName } from '../../domain/terms/terms.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toTermsType } from './terms-shape.ts'

export const DescribeTermsByClient = operation('DescribeTermsByClient', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId, TermsName }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const name = TermsName as TermsName // by the contract's pattern
    return { Terms: toTermsType(await findTermsOfClient(stores, pool.id, ClientId, name)) }
  },
})
