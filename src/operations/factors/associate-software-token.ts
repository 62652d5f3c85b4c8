import { associateSoftwareToken } from '../../domain/journeys/factors/associate-software-token.ts'
import { accessTokenOrSession } from '../access.ts'
import { operation } from '../operation.ts'
import { assertOneProof } from './access-token-or-session.ts'

export const AssociateSoftwareToken = operation('AssociateSoftwareToken', {
  access: accessTokenOrSession(),

  async handle(input, context) {
    const { pool, user } = assertOneProof(input, context.caller) // InvalidParameterException
    return { SecretCode: await associateSoftwareToken(context, pool, user) }
  },
})
