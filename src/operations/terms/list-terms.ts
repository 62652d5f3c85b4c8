import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toTermsDescription } from './terms-shape.ts'

export const ListTerms = operation('ListTerms', {
  access: iam.onUserPool,

  async handle({ UserPoolId, MaxResults, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListTerms', pool.id],
      token: NextToken,
      limit: MaxResults,
      read: (limit, after?: string) => stores.terms.list(pool.id, limit, after),
      keyOf: ({ id }) => id,
    })
    return { Terms: page.entries.map(toTermsDescription), NextToken: page.nextToken }
  },
})
