import { sendAttributeCode } from '../../domain/journeys/own-account/send-attribute-code.ts'
import { accessToken } from '../access.ts'
import { toCodeDeliveryDetails } from '../code-delivery-details.ts'
import { operation } from '../operation.ts'

export const GetUserAttributeVerificationCode = operation('GetUserAttributeVerificationCode', {
  access: accessToken(),
  ignores: ['ClientMetadata'],

  async handle({ AttributeName }, context) {
    const { pool, user } = context.caller
    const delivery = await sendAttributeCode(context, pool, user, AttributeName)
    return { CodeDeliveryDetails: toCodeDeliveryDetails(delivery) }
  },
})
