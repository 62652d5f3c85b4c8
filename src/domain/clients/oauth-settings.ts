import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import { invalidOAuthFlow } from './client-errors.ts'
import { isUserScope, type ScopeExists } from './oauth-scopes.ts'
import type { ClientSettings } from './user-pool-client.ts'

type OAuthSettings = Pick<
  ClientSettings,
  'allowedOAuthFlows' | 'allowedOAuthScopes' | 'allowedOAuthFlowsUserPoolClient' | 'callbackURLs'
>

const flowsAndScopesMissing = () =>
  invalidParameter(
    'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
  )

const credentialsNotAlone = () =>
  invalidOAuthFlow('client_credentials flow can not be selected along with code flow or implicit flow.')

const credentialsWithoutSecret = () =>
  invalidOAuthFlow('client_credentials flow can not be selected if client does not have a client secret.')

const callbackUrlsMissing = () =>
  invalidOAuthFlow('CallbackUrls can not be empty when code flow or implicit flow is selected')

const scopeOfUsers = (scope: string) =>
  invalidOAuthFlow(`${scope} is not supported with client_credentials flow`)

const unknownScope = (scope: string) =>
  new ServiceError('ScopeDoesNotExistException', `Invalid scope requested: ${scope}`)

/**
 * Checks that grants, scopes and callback URLs fit together. Also applies while the client may not use OAuth, since it
 * may later (docs/deviations.md, "OAuth settings of a client without OAuth").
 * @throws InvalidParameterException, InvalidOAuthFlowException, ScopeDoesNotExistException
 */
export function assertOAuthSettings(
  client: OAuthSettings,
  hasSecret: boolean,
  scopeExists: ScopeExists,
): void {
  const { allowedOAuthFlows: flows = [], allowedOAuthScopes: scopes = [], callbackURLs = [] } = client
  const isIncomplete = flows.length === 0 || scopes.length === 0
  if (client.allowedOAuthFlowsUserPoolClient && isIncomplete) throw flowsAndScopesMissing()
  assertFlows(flows, hasSecret, callbackURLs)
  assertScopes(scopes, flows, scopeExists)
}

function assertScopes(
  scopes: readonly string[],
  flows: NonNullable<OAuthSettings['allowedOAuthFlows']>,
  scopeExists: ScopeExists,
): void {
  const ofClient = flows.includes('client_credentials')
  for (const scope of scopes) {
    if (!scopeExists(scope)) throw unknownScope(scope)
    if (ofClient && isUserScope(scope)) throw scopeOfUsers(scope)
  }
}

function assertFlows(
  flows: NonNullable<OAuthSettings['allowedOAuthFlows']>,
  hasSecret: boolean,
  callbackURLs: readonly string[],
): void {
  const ofUsers = flows.filter((flow) => flow !== 'client_credentials')
  const ofClient = ofUsers.length < flows.length
  if (ofClient && ofUsers.length > 0) throw credentialsNotAlone()
  if (ofClient && !hasSecret) throw credentialsWithoutSecret()
  if (ofUsers.length > 0 && callbackURLs.length === 0) throw callbackUrlsMissing()
}
