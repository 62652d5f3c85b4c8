import { claimedUser } from '../../domain/journeys/shared/claimed-user.ts'
import { confirmSignUp } from '../../domain/journeys/sign-up/confirm-sign-up.ts'
import { anyone } from '../access.ts'
import { operation } from '../operation.ts'

export const ConfirmSignUp = operation('ConfirmSignUp', {
  access: anyone,
  ignores: ['AnalyticsMetadata', 'UserContextData'],
  neverRaises: {
    TooManyFailedAttemptsException: 'failed attempts end in LimitExceededException',
  },

  async handle(input, context) {
    const { ClientId, SecretHash, Username, ConfirmationCode, ForceAliasCreation = false, Session } = input
    const claim = { clientId: ClientId, secretHash: SecretHash, username: Username }
    const claimed = await claimedUser(context, claim)
    const confirmation = {
      code: ConfirmationCode,
      forceAliasCreation: ForceAliasCreation,
      session: Session,
      clientMetadata: input.ClientMetadata,
    }
    return { Session: await confirmSignUp(context, claimed, confirmation) }
  },
})
