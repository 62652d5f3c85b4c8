import { verifySoftwareToken } from '../../domain/journeys/factors/verify-software-token.ts'
import { accessTokenOrSession } from '../access.ts'
import { operation } from '../operation.ts'
import { assertOneProof } from './access-token-or-session.ts'

export const VerifySoftwareToken = operation('VerifySoftwareToken', {
  access: accessTokenOrSession(),
  neverRaises: {
    CodeMismatchException: 'a wrong code is refused by EnableSoftwareTokenMFAException',
    InvalidUserPoolConfigurationException: 'a software token needs nothing else of its pool',
  },

  async handle(input, context) {
    const { pool, user } = assertOneProof(input, context.caller) // InvalidParameterException
    const answer = { code: input.UserCode, name: input.FriendlyDeviceName }
    await verifySoftwareToken(context, pool, user, answer)
    return { Status: 'SUCCESS' as const }
  },
})
