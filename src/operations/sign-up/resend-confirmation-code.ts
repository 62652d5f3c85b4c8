import { claimedUser } from '../../domain/journeys/shared/claimed-user.ts'
import { resendCode } from '../../domain/journeys/sign-up/resend-code.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'

export const ResendConfirmationCode = operation('ResendConfirmationCode', {
  access: anyone,
  ignores: ['AnalyticsMetadata'],

  async handle({ ClientId, SecretHash, Username, ClientMetadata, UserContextData }, context) {
    const contextData = toUserContext(UserContextData)
    const claim = { clientId: ClientId, secretHash: SecretHash, username: Username, contextData }
    const claimed = await claimedUser(context, claim)
    const delivery = await resendCode(context, claimed, ClientMetadata)
    return { CodeDeliveryDetails: toCodeDeliveryDetails(delivery) }
  },
})
