import { replaceForgottenPassword } from '../../domain/journeys/recovery/replace-forgotten-password.ts'
import { claimedUser } from '../../domain/journeys/shared/claimed-user.ts'
import { anyone } from '../access.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'

export const ConfirmForgotPassword = operation('ConfirmForgotPassword', {
  access: anyone,
  ignores: ['AnalyticsMetadata'],
  neverRaises: {
    TooManyFailedAttemptsException: 'failed attempts end in LimitExceededException',
    UserNotConfirmedException: 'the code confirms its user',
  },

  async handle(input, context) {
    const { ClientId, SecretHash, Username, ConfirmationCode, Password, ClientMetadata } = input
    const contextData = toUserContext(input.UserContextData)
    const claim = { clientId: ClientId, secretHash: SecretHash, username: Username, contextData }
    const claimed = await claimedUser(context, claim)
    await replaceForgottenPassword(context, claimed, {
      code: ConfirmationCode,
      password: Password,
      clientMetadata: ClientMetadata,
    })
    return {}
  },
})
