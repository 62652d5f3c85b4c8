import { changePassword } from '../../domain/journeys/recovery/change-password.ts'
import { accessToken } from '../access.ts'
import { NEVER_RAISED } from '../never-raised.ts'
import { operation } from '../operation.ts'

export const ChangePassword = operation('ChangePassword', {
  access: accessToken(),
  neverRaises: NEVER_RAISED,

  async handle({ PreviousPassword, ProposedPassword }, context) {
    const { pool, user } = context.caller
    await changePassword(context, pool, user, { previous: PreviousPassword, proposed: ProposedPassword })
    return {}
  },
})
