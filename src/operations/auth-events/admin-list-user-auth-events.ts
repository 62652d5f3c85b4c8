import type { AuthEvent } from '../../domain/auth-events/auth-event.ts'
import { assertThreatProtectionOn } from '../../domain/threat-protection/threat-protection-mode.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'
import { toAuthEventType } from './auth-event-shape.ts'

type Key = Pick<AuthEvent, 'createdAt' | 'id'>

export const AdminListUserAuthEvents = operation('AdminListUserAuthEvents', {
  access: iam.onUserPool,

  async handle(input, { storage: { stores }, region, pageTokens }) {
    const pool = await findUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
    assertThreatProtectionOn(pool) // UserPoolAddOnNotEnabledException
    const { sub } = await findUser(stores, pool, input.Username) // UserNotFoundException
    const page = await pageOf({
      tokens: pageTokens,
      query: ['AdminListUserAuthEvents', pool.id, sub],
      token: input.NextToken,
      limit: input.MaxResults,
      read: (limit, after?: Key) => stores.authEvents.list(pool.id, sub, limit, after),
      keyOf: ({ createdAt, id }: AuthEvent): Key => ({ createdAt, id }),
    })
    return { AuthEvents: page.entries.map(toAuthEventType), NextToken: page.nextToken }
  },
})
