import { answerChallenge } from '../../domain/journeys/sign-in/flows/answer-challenge.ts'
import { findPublicClient } from '../../domain/pool-clients/find-pool-client.ts'
import { anyone } from '../access.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'
import { toAuthResponse } from './auth-shape.ts'

export const RespondToAuthChallenge = operation('RespondToAuthChallenge', {
  access: anyone,
  ignores: ['AnalyticsMetadata'],
  raises: ['InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException'],
  neverRaises: {
    InvalidUserPoolConfigurationException: 'settings that do not fit each other are not stored',
    MFAMethodNotFoundException: 'a pool that requires a second factor offers one',
  },

  async handle(input, context) {
    const { ClientId, ChallengeName, ChallengeResponses = {}, Session, ClientMetadata } = input
    const found = await findPublicClient(context.storage.stores, ClientId) // ResourceNotFoundException
    const step = {
      contextData: toUserContext(input.UserContextData),
      parameters: ChallengeResponses,
      session: Session,
      clientMetadata: ClientMetadata,
      ...found,
    }
    return toAuthResponse(await answerChallenge(context, step, ChallengeName, 'anyone'))
  },
})
