import { hasLevels } from '../../domain/assurance/shown-assurance.ts'
import { federationRefusal } from '../../domain/federation/federation-refused.ts'
import { providerAcrValues } from '../../domain/federation/provider-assurance.ts'
import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import { poolSigningKey } from '../../domain/identity-providers/signing-certificate.ts'
import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import type { AtProvider } from '../../domain/journeys/oauth/authorize.ts'
import { NO_LOGIN_OPTION } from '../../domain/journeys/oauth/page-descriptions.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { newProviderState, type ProviderState, sealProviderState } from './provider-state.ts'

/** Where providers send browsers back to: to be registered at each of them. */
export function idpResponseAddress({ world, domain }: Pick<Exchange, 'domain' | 'world'>): string {
  return `${world.domainLocator.urlOf(domain)}/oauth2/idpresponse`
}

/** The same for SAML providers: the assertion consumer service. */
export function samlResponseAddress({ world, domain }: Pick<Exchange, 'domain' | 'world'>): string {
  return `${world.domainLocator.urlOf(domain)}/saml2/idpresponse`
}

/** AWS: the id of a request to a SAML provider, which must begin with a letter or an underscore. */
export function requestIdOf({ id }: ProviderState): string {
  return `_${id}`
}

/** Sends the browser to the identity provider that the request chose. */
export async function toProvider(exchange: Exchange, request: AtProvider): Promise<Answer> {
  const { pool, client } = request
  const provider = await exchange.world.storage.stores.identityProviders.find(pool.id, request.provider)
  if (!provider) {
    const description = NO_LOGIN_OPTION
    return answerRefusal(exchange, {
      kind: 'page',
      error: 'invalid_request',
      description,
      clientId: client.id,
    })
  }
  return provider.type === 'SAML'
    ? toSamlProvider(exchange, provider)
    : toOAuthProvider(exchange, request, provider)
}

async function toOAuthProvider(
  exchange: Exchange,
  request: AtProvider,
  provider: IdentityProvider,
): Promise<Answer> {
  const { world, rawQuery: query, now } = exchange
  const { prompts, loginHint, pool } = request
  const acrValues = hasLevels(world, pool)
    ? providerAcrValues(pool.settings, provider, request.acrValues)
    : undefined
  const { state, cookies } = newProviderState(exchange, { provider: provider.name, query }, now, 'OAuth')
  const journey = {
    redirectUri: idpResponseAddress(exchange),
    state: sealProviderState(exchange, state),
    nonce: state.nonce,
    codeVerifier: state.codeVerifier,
  }
  try {
    const address = await world.federation.addressAt(provider, journey, { prompts, loginHint, acrValues })
    return redirect(exchange, address, cookies)
  } catch (error) {
    return answerRefusal(exchange, atClient(request, federationRefusal(error)))
  }
}

/** AWS: with RequestSigningAlgorithm the request is signed with the key of the pool. */
async function toSamlProvider(exchange: Exchange, provider: IdentityProvider): Promise<Answer> {
  const { world, rawQuery: query, now } = exchange
  const { state, cookies } = newProviderState(exchange, { provider: provider.name, query }, now, 'SAML')
  const isSigned = provider.details.RequestSigningAlgorithm !== undefined
  const key = isSigned
    ? await poolSigningKey(world.storage, provider.userPoolId, { ...world, now })
    : undefined
  const journey = {
    requestId: requestIdOf(state),
    recipient: samlResponseAddress(exchange),
    relayState: sealProviderState(exchange, state),
  }
  return redirect(exchange, world.federation.samlAddressAt(provider, journey, key?.privateKey), cookies)
}

/** A refusal that is reported to the client. */
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
