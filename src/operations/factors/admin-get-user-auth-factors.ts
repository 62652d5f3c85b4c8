import { findAuthFactors } from '../../domain/journeys/factors/find-auth-factors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { toMfaMembers } from '../mfa-members.ts'
import { operation } from '../operation.ts'

export const AdminGetUserAuthFactors = operation('AdminGetUserAuthFactors', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username }, context) {
    const { stores } = context.storage
    const pool = await findUserPool(stores, context.region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(stores, pool, Username) // UserNotFoundException
    return {
      Username: user.username,
      ...toMfaMembers(user.mfa),
      ConfiguredUserAuthFactors: await findAuthFactors(context, pool, user),
    }
  },
})
