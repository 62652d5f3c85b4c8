import { completePasskeyRegistration } from '../../domain/journeys/passkeys/complete-registration.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const CompleteWebAuthnRegistration = operation('CompleteWebAuthnRegistration', {
  access: accessToken(),

  async handle({ Credential }, context) {
    await completePasskeyRegistration(context, context.caller, Credential)
    return {}
  },
})
