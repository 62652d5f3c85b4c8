import type { UserPoolClientDescription } from '../../contract/generated/types.ts'
import type { UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'

export const ListUserPoolClients = operation('ListUserPoolClients', {
  access: iam.onUserPool,

  async handle({ UserPoolId, MaxResults, NextToken, ClientType }, { storage, region, pageTokens }) {
    const { clients, userPools } = storage.stores
    const pool = await findUserPool({ userPools }, region, UserPoolId) // ResourceNotFoundException
    const narrowed = { userPoolId: pool.id, clientType: ClientType }
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListUserPoolClients', pool.id, ClientType ?? null],
      token: NextToken,
      limit: MaxResults,
      read: (limit, after?: string) => clients.list({ ...narrowed, limit, after }),
      keyOf: (client) => client.id,
    })
    return { UserPoolClients: page.entries.map(toDescription), NextToken: page.nextToken }
  },
})

function toDescription({ id, name, userPoolId }: UserPoolClient): UserPoolClientDescription {
  return { ClientId: id, ClientName: name, UserPoolId: userPoolId }
}
