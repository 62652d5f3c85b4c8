import { beginSignIn } from '../../domain/journeys/sign-in/flows/begin-sign-in.ts'
import { findPublicClient } from '../../domain/pool-clients/find-pool-client.ts'
import { anyone } from '../access.ts'
import { toUserContext } from '../context-data.ts'
import { operation } from '../operation.ts'
import { toAuthResponse } from './auth-shape.ts'

export const InitiateAuth = operation('InitiateAuth', {
  access: anyone,
  ignores: ['AnalyticsMetadata'],
  raises: ['InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException'],
  neverRaises: {
    InvalidUserPoolConfigurationException: 'settings that do not fit each other are not stored',
  },

  async handle(input, context) {
    const { ClientId, AuthFlow, AuthParameters = {}, Session, ClientMetadata } = input
    const found = await findPublicClient(context.storage.stores, ClientId) // ResourceNotFoundException
    const step = {
      contextData: toUserContext(input.UserContextData),
      parameters: AuthParameters,
      session: Session,
      validationData: ClientMetadata,
      ...found,
    }
    return toAuthResponse(await beginSignIn(context, step, AuthFlow, 'anyone'))
  },
})
