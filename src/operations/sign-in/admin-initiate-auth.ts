import { beginSignIn } from '../../domain/journeys/sign-in/flows/begin-sign-in.ts'
import { findPoolClient } from '../../domain/pool-clients/find-pool-client.ts'
import { iam } from '../access.ts'
import { toAdminContext } from '../context-data.ts'
import { operation } from '../operation.ts'
import { toAuthResponse } from './auth-shape.ts'

export const AdminInitiateAuth = operation('AdminInitiateAuth', {
  access: iam.onUserPool,
  ignores: ['AnalyticsMetadata'],
  raises: [
    'NotAuthorizedException',
    'InvalidEmailRoleAccessPolicyException',
    'InvalidSmsRoleAccessPolicyException',
  ],
  neverRaises: {
    InvalidUserPoolConfigurationException: 'settings that do not fit each other are not stored',
    MFAMethodNotFoundException: 'a pool that requires a second factor offers one',
  },

  async handle(input, context) {
    const { UserPoolId, ClientId, AuthFlow, AuthParameters = {}, Session, ClientMetadata } = input
    const { storage, region } = context
    const found = await findPoolClient(storage.stores, region, UserPoolId, ClientId) // ResourceNotFoundException
    const step = {
      contextData: toAdminContext(input.ContextData),
      parameters: AuthParameters,
      session: Session,
      validationData: ClientMetadata,
      ...found,
    }
    return toAuthResponse(await beginSignIn(context, step, AuthFlow, 'administrator'))
  },
})
