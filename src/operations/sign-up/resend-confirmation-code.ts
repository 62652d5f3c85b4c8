import { claimedUser } from '../../domain/journeys/shared/claimed-user.ts'
import { resendCode } from '../../domain/journeys/sign-up/resend-code.ts'
import { anyone } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'

export const ResendConfirmationCode = operation('ResendConfirmationCode', {
  access: anyone,
  ignores: ['AnalyticsMetadata', 'ClientMetadata', 'UserContextData'],

  async handle({ ClientId, SecretHash, Username }, context) {
    const claim = { clientId: ClientId, secretHash: SecretHash, username: Username }
    const claimed = await claimedUser(context, claim)
    const delivery = await resendCode(context, claimed)
    return { CodeDeliveryDetails: toCodeDeliveryDetails(delivery) }
  },
})
