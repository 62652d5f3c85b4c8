import { verifyAttribute } from '../../domain/journeys/own-account/verify-attribute.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const VerifyUserAttribute = operation('VerifyUserAttribute', {
  access: accessToken(),

  async handle({ AttributeName, Code }, context) {
    const { pool, user } = context.caller
    await verifyAttribute(context, pool, user, { name: AttributeName, code: Code })
    return {}
  },
})
