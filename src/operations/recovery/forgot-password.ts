import { bringForgottenUser } from '../../domain/journeys/moving/bring-forgotten-user.ts'
import { forgotPassword } from '../../domain/journeys/recovery/forgot-password.ts'
import { claimedUser } from '../../domain/journeys/shared/claimed-user.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'

export const ForgotPassword = operation('ForgotPassword', {
  access: anyone,
  ignores: ['AnalyticsMetadata'],

  async handle({ ClientId, SecretHash, Username, ClientMetadata, UserContextData }, context) {
    const contextData = toUserContext(UserContextData)
    const claim = { clientId: ClientId, secretHash: SecretHash, username: Username, contextData }
    const counted = await bringForgottenUser(context, claim, ClientMetadata)
    const claimed = await claimedUser(context, claim)
    const delivery = await forgotPassword(context, claimed, counted, ClientMetadata)
    return { CodeDeliveryDetails: toCodeDeliveryDetails(delivery) }
  },
})
