import { findAuthFactors } from '../../domain/journeys/factors/find-auth-factors.ts'
import { accessToken } from '../access.ts'
import { toMfaMembers } from '../mfa-members.ts'
import { operation } from '../operation.ts'

export const GetUserAuthFactors = operation('GetUserAuthFactors', {
  access: accessToken(),

  async handle(_, context) {
    const { pool, user } = context.caller
    return {
      Username: user.username,
      ...toMfaMembers(user.mfa),
      ConfiguredUserAuthFactors: await findAuthFactors(context, pool, user),
    }
  },
})
