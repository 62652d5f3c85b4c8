import type { LambdaConfigType, UserPoolDescriptionType } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import { ServiceError } from '../../contract/service-error.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import type { PageTokens } from '../page-tokens.ts'
import { NEVER_RAISED } from './never-raised.ts'

/** Recorded on the lists of groups (docs/deviations.md, "page token of a list of pools"). */
const invalidPageToken = () =>
  new ServiceError(
    'InvalidParameterException',
    'Provided pagination token is invalid. Check the token and try your request again.',
  )

export const ListUserPools = operation('ListUserPools', {
  access: iam.onService,
  neverRaises: NEVER_RAISED,

  async handle({ MaxResults, NextToken }, { storage, region, pageTokens }) {
    const query = ['ListUserPools', region]
    const after = NextToken === undefined ? undefined : lastShown(pageTokens, query, NextToken)
    const pools = await storage.stores.userPools.list({ region, after, limit: MaxResults + 1 })
    const page = pools.slice(0, MaxResults)
    const isLast = pools.length <= MaxResults
    return {
      UserPools: page.map(toDescription),
      NextToken: isLast ? undefined : pageTokens.seal(query, page.at(-1)?.id),
    }
  },
})

function lastShown(pageTokens: PageTokens, query: readonly string[], token: string): string {
  const id = pageTokens.open(query, token)
  if (typeof id !== 'string') throw invalidPageToken()
  return id
}

function toDescription(pool: UserPool): UserPoolDescriptionType {
  return {
    Id: pool.id,
    Name: pool.name,
    LambdaConfig: toWireMembers<LambdaConfigType>(
      'LambdaConfigType',
      pool.settings.lambdaConfig as CamelMembers<LambdaConfigType>,
    ),
    CreationDate: pool.createdAt,
    LastModifiedDate: pool.modifiedAt,
  }
}
