import { sendAttributeCode } from '../../domain/journeys/own-account/send-attribute-code.ts'
import { accessToken } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'

export const GetUserAttributeVerificationCode = operation('GetUserAttributeVerificationCode', {
  access: accessToken(),

  async handle({ AttributeName, ClientMetadata }, context) {
    const delivery = await sendAttributeCode(context, context.caller, AttributeName, ClientMetadata)
    return { CodeDeliveryDetails: toCodeDeliveryDetails(delivery) }
  },
})
