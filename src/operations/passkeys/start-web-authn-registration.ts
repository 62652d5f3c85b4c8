import { startPasskeyRegistration } from '../../domain/journeys/passkeys/start-registration.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const StartWebAuthnRegistration = operation('StartWebAuthnRegistration', {
  access: accessToken(),

  async handle(_, context) {
    return { CredentialCreationOptions: await startPasskeyRegistration(context, context.caller) }
  },
})
