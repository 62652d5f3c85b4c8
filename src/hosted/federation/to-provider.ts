import { federationRefusal } from '../../domain/federation/federation-refused.ts'
import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import type { AtProvider } from '../../domain/journeys/oauth/authorize.ts'
import { NO_LOGIN_OPTION } from '../../domain/journeys/oauth/page-descriptions.ts'
import { redirect } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { newProviderState, sealState } from './provider-state.ts'

/** Where providers send browsers back to: to be registered at each of them. */
export function idpResponseAddress({ world, domain }: Pick<Exchange, 'domain' | 'world'>): string {
  return `${world.domainLocator.urlOf(domain)}/oauth2/idpresponse`
}

/** Sends the browser to the identity provider that the request chose. */
export async function toProvider(exchange: Exchange, request: AtProvider): Promise<Response> {
  const { world, rawQuery: query, now } = exchange
  const { pool, client, prompts, loginHint } = request
  const provider = await world.storage.stores.identityProviders.find(pool.id, request.provider)
  if (!provider || provider.type === 'SAML') {
    const clientId = client.id
    return answerRefusal(exchange, {
      kind: 'page',
      error: 'invalid_request',
      description: NO_LOGIN_OPTION,
      clientId,
    })
  }
  const { state, cookies } = newProviderState(exchange, { provider: provider.name, query }, now)
  const journey = {
    redirectUri: idpResponseAddress(exchange),
    state: sealState(exchange, state),
    nonce: state.nonce,
    codeVerifier: state.codeVerifier,
  }
  try {
    const address = await world.federation.addressAt(provider, journey, { prompts, loginHint })
    return redirect(exchange, address, cookies)
  } catch (error) {
    return answerRefusal(exchange, atClient(request, federationRefusal(error)))
  }
}

/** A refusal that the client is told about. */
export function atClient(
  { redirectUri, responseType, state }: AuthorizationRequest,
  { error, description }: { readonly error: string; readonly description?: string | undefined },
) {
  const place = responseType === 'token' ? 'fragment' : 'query'
  return { kind: 'redirect', redirectUri, place, error, description, state } as const
}

/** The providers that the sign-in page offers, with the addresses where they begin. */
export function providersOf({ domain, query }: Exchange, { providers }: AuthorizationRequest) {
  return providers.map((name) => {
    const asked = new URLSearchParams(query)
    asked.delete('idp_identifier')
    asked.set('identity_provider', name)
    return { name, address: `${domain.base}/oauth2/authorize?${asked}` }
  })
}
