import { requestedAttributes } from '../../domain/attributes/requested-attributes.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { parseUserFilter } from '../../domain/users/list-users-filter.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toUserType } from '../user-attributes.ts'
import { userPageStart, userPageToken } from './user-page-tokens.ts'

const LARGEST_PAGE = 60

export const ListUsers = operation('ListUsers', {
  access: iam.onUserPool,

  async handle({ UserPoolId, AttributesToGet, Filter, Limit, PaginationToken }, context) {
    const { stores } = context.storage
    const pool = await findUserPool(stores, context.region, UserPoolId) // ResourceNotFoundException
    const only = requestedAttributes(pool.schema, AttributesToGet) // InvalidParameterException
    const filter = Filter === undefined ? undefined : parseUserFilter(Filter) // InvalidParameterException
    const query = ['ListUsers', pool.id, filter]
    const after = userPageStart(context, query, PaginationToken) // InvalidParameterException
    const limit = Limit || LARGEST_PAGE // AWS: 0 is no limit of one's own
    const { users, next } = await stores.users.list({ userPoolId: pool.id, limit, filter, after })
    return {
      Users: users.map((user) => toUserType(user, only)),
      PaginationToken: next && userPageToken(context, query, next),
    }
  },
})
