import { verifyAtSignIn, verifySoftwareToken } from '../../domain/journeys/factors/verify-software-token.ts'
import { accessTokenOrSession } from '../access.ts'
import { operation } from '../operation.ts'
import { claimOf } from './access-token-or-session.ts'

/** Failures are errors. */
const SUCCESS = 'SUCCESS' as const

export const VerifySoftwareToken = operation('VerifySoftwareToken', {
  access: accessTokenOrSession(),
  neverRaises: {
    CodeMismatchException: 'a wrong code is refused by EnableSoftwareTokenMFAException',
    InvalidUserPoolConfigurationException: 'a software token needs nothing else of its pool',
  },

  async handle({ Session, UserCode, FriendlyDeviceName }, context) {
    const claim = claimOf(Session, context.caller) // InvalidParameterException
    const answer = { code: UserCode, name: FriendlyDeviceName }
    if ('session' in claim) {
      return { Status: SUCCESS, Session: await verifyAtSignIn(context, claim.session, answer) }
    }
    await verifySoftwareToken(context, claim.caller, answer)
    return { Status: SUCCESS }
  },
})
