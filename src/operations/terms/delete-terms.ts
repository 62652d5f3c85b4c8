import { termsNotFound } from '../../domain/terms/terms-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteTerms = operation('DeleteTerms', {
  access: iam.onUserPool,

  async handle({ UserPoolId, TermsId }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      if (!(await stores.terms.delete(pool.id, TermsId))) throw termsNotFound()
    })
  },
})
