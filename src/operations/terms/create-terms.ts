import { addTerms } from '../../domain/terms/add-terms.ts'
import type { TermsName } from '../../domain/terms/terms.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toTermsType } from './terms-shape.ts'

export const CreateTerms = operation('CreateTerms', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, ClientId, TermsName, Links }, { storage, region, now, entropy }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const terms = await addTerms(stores, {
        id: entropy.uuid(),
        userPoolId: pool.id,
        clientId: ClientId,
        name: TermsName as TermsName, // by the contract's pattern
        links: Links ?? {},
        createdAt: now,
        modifiedAt: now,
      }) // ResourceNotFound-, InvalidParameter-, TermsExists-, LimitExceededException
      return { Terms: toTermsType(terms) }
    })
  },
})
