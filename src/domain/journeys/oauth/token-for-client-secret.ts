import { invalidParameter, ServiceError } from '../../../contract/service-error.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { isClientSecret } from '../../tokens/client-secret.ts'
import { type ClientTokenRequest, clientToken } from './client-token.ts'
import type { ClientToken } from './issue-client-token.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "GetClientToken").

const wrongSecret = () => new ServiceError('NotAuthorizedException', 'Invalid client secret')

const flowNotEnabled = () => invalidParameter('CLIENT_TOKEN_AUTH is not enabled for the client.')

const invalidScope = (scope: string) => invalidParameter(`Invalid scope requested: ${scope}`)

/** Errors of triggers, which the operation does not declare. */
const OF_TRIGGERS = [
  'InvalidLambdaResponseException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
]

/**
 * The access token of a client that sends its secret to the API. AWS: the client needs the flow for it.
 * @throws NotAuthorizedException, InvalidParameterException
 */
export async function tokenForClientSecret(
  context: RequestContext,
  found: PoolClient,
  secret: string,
  request: ClientTokenRequest,
): Promise<ClientToken> {
  const { client, secrets } = found
  if (secrets.length === 0 || !isClientSecret(secrets, secret)) throw wrongSecret()
  if (!client.settings.explicitAuthFlows?.includes('ALLOW_CLIENT_TOKEN_AUTH')) throw flowNotEnabled()
  return clientToken(context, found, request, invalidScope).catch((error: unknown) => {
    const isOfTrigger = error instanceof ServiceError && OF_TRIGGERS.includes(error.name)
    throw isOfTrigger ? invalidParameter(error.message) : error
  })
}
