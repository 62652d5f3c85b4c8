import type { TermsName } from '../../domain/terms/terms.ts'
import { updateTerms } from '../../domain/terms/update-terms.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toTermsType } from './terms-shape.ts'

export const UpdateTerms = operation('UpdateTerms', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, TermsId, TermsName, Links }, { storage, region, now }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const change = {
        userPoolId: pool.id,
        id: TermsId,
        name: TermsName as TermsName | undefined, // by the contract's pattern
        links: Links,
      }
      // ResourceNotFound-, InvalidParameter-, TermsExistsException
      return { Terms: toTermsType(await updateTerms(stores, change, now)) }
    })
  },
})
