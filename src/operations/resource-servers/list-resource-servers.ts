import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toResourceServerType } from './resource-server-shape.ts'

export const ListResourceServers = operation('ListResourceServers', {
  access: iam.onUserPool,

  async handle({ UserPoolId, MaxResults, NextToken }, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListResourceServers', pool.id],
      token: NextToken,
      limit: MaxResults,
      read: (limit, after?: string) => stores.resourceServers.list(pool.id, limit, after),
      keyOf: ({ identifier }) => identifier,
    })
    return { ResourceServers: page.entries.map(toResourceServerType), NextToken: page.nextToken }
  },
})
