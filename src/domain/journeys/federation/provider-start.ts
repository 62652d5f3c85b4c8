import { type IdentityProvider, MAX_PROVIDERS_PER_POOL } from '../../identity-providers/identity-provider.ts'
import type { Stores } from '../../stores.ts'
import { type AuthorizationRequest, isRefusal } from '../oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../oauth/check-authorization-request.ts'
import { INVALID_RELAY_STATE, INVALID_SAML_RESPONSE } from '../oauth/page-descriptions.ts'

/** A sign-in that a SAML provider starts: what it asks for in the name of the client. */
export interface ProviderStart {
  readonly request: AuthorizationRequest
  readonly provider: IdentityProvider
}

/**
 * What a provider that starts a sign-in by itself asks for. AWS: the relay state is the query of an authorization
 * request; the provider has `IDPInit`, and the client takes the users of SAML providers only.
 * @returns the description of the error page, if it may not start one
 */
export async function checkProviderStart(
  stores: Pick<Stores, 'identityProviders' | 'poolClients'>,
  userPoolId: string,
  parameters: URLSearchParams,
): Promise<ProviderStart | string> {
  if (!parameters.get('client_id')) return INVALID_SAML_RESPONSE
  const request = await checkAuthorizationRequest(stores, userPoolId, parameters, 'any')
  if (isRefusal(request)) return INVALID_RELAY_STATE
  const provider = await stores.identityProviders.find(userPoolId, request.provider ?? '')
  if (provider?.type !== 'SAML' || provider.details.IDPInit !== 'true') return INVALID_SAML_RESPONSE
  const isOpen = !request.ownUsers && (await areAllSaml(stores, userPoolId, request.providers))
  return isOpen ? { request, provider } : INVALID_RELAY_STATE
}

async function areAllSaml(
  { identityProviders }: Pick<Stores, 'identityProviders'>,
  userPoolId: string,
  names: readonly string[],
): Promise<boolean> {
  const entries = await identityProviders.list(userPoolId, MAX_PROVIDERS_PER_POOL)
  return entries.every(({ name, type }) => type === 'SAML' || !names.includes(name))
}
