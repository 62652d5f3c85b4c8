import {
  associateAtSignIn,
  associateSoftwareToken,
} from '../../domain/journeys/factors/associate-software-token.ts'
import { accessTokenOrSession } from '../access.ts'
import { operation } from '../operation.ts'
import { claimOf } from './access-token-or-session.ts'

export const AssociateSoftwareToken = operation('AssociateSoftwareToken', {
  access: accessTokenOrSession(),

  async handle({ Session }, context) {
    const claim = claimOf(Session, context.caller) // InvalidParameterException
    if ('caller' in claim) return { SecretCode: await associateSoftwareToken(context, claim.caller) }
    const { secret, session } = await associateAtSignIn(context, claim.session)
    return { SecretCode: secret, Session: session }
  },
})
