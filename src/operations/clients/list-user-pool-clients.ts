import type { UserPoolClientDescription } from '../../contract/generated/types.ts'
import type { UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import type { PageTokens } from '../page-tokens.ts'
import { invalidPageToken } from './invalid-page-token.ts'
import { NEVER_RAISED } from './never-raised.ts'

/** Where the request states none (docs/deviations.md, "length of a page"): the most that it may state. */
const DEFAULT_PAGE = 60

export const ListUserPoolClients = operation('ListUserPoolClients', {
  access: iam.onUserPool,
  neverRaises: NEVER_RAISED,

  async handle({ UserPoolId, MaxResults = DEFAULT_PAGE, NextToken, ClientType }, context) {
    const { region, pageTokens } = context
    const { clients, userPools } = context.storage.stores
    const pool = await findUserPool({ userPools }, region, UserPoolId) // ResourceNotFoundException
    const query = ['ListUserPoolClients', pool.id, ClientType ?? null]
    const after = lastShown(pageTokens, query, NextToken) // InvalidParameterException
    const found = await clients.list({
      userPoolId: pool.id,
      limit: MaxResults + 1,
      after,
      clientType: ClientType,
    })
    const page = found.slice(0, MaxResults)
    const isLast = found.length <= MaxResults
    return {
      UserPoolClients: page.map(toDescription),
      NextToken: isLast ? undefined : pageTokens.seal(query, page.at(-1)?.id),
    }
  },
})

function lastShown(pageTokens: PageTokens, query: readonly unknown[], token: string | undefined) {
  if (token === undefined) return undefined
  const id = pageTokens.open(query, token)
  if (typeof id !== 'string') throw invalidPageToken()
  return id
}

function toDescription({ id, name, userPoolId }: UserPoolClient): UserPoolClientDescription {
  return { ClientId: id, ClientName: name, UserPoolId: userPoolId }
}
