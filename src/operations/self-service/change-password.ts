import { changePassword } from '../../domain/journeys/own-account/change-password.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const ChangePassword = operation('ChangePassword', {
  access: accessToken(),

  async handle({ PreviousPassword, ProposedPassword }, context) {
    const { pool, user } = context.caller
    await changePassword(context, pool, user, { previous: PreviousPassword, proposed: ProposedPassword })
    return {}
  },
})
