import { changePassword } from '../../domain/journeys/own-account/change-password.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const ChangePassword = operation('ChangePassword', {
  access: accessToken(),

  async handle({ PreviousPassword, ProposedPassword }, context) {
    const passwords = { previous: PreviousPassword, proposed: ProposedPassword }
    await changePassword(context, context.caller, passwords)
    return {}
  },
})
