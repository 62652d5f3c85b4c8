import type { ProviderJourney } from '../../domain/federation/federation-gateway.ts'
import { federationRefusal } from '../../domain/federation/federation-refused.ts'
import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import { signInThroughProvider } from '../../domain/journeys/federation/sign-in-through-provider.ts'
import { type AuthorizationRequest, isRefusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../../domain/journeys/oauth/check-authorization-request.ts'
import { INVALID_STATE, NO_LOGIN_OPTION } from '../../domain/journeys/oauth/page-descriptions.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/enter-browser.ts'
import { redirect } from '../domains/answers.ts'
import { SESSION_COOKIE } from '../domains/cookies.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { endStep } from '../flows/answer-outcome.ts'
import { openState, type ProviderState } from './provider-state.ts'
import { atClient, idpResponseAddress } from './to-provider.ts'

/** Apple answers by a form from its own site, to which browsers add no cookie: it is made a question of our own. */
export async function postIdpResponse(exchange: Exchange): Promise<Response> {
  const { domain, form = new URLSearchParams() } = exchange
  return redirect(exchange, `${domain.base}/oauth2/idpresponse?${form}`)
}

/** GET /oauth2/idpresponse: where OIDC and social providers send browsers back to (RFC 6749, section 4.1.2). */
export async function getIdpResponse(exchange: Exchange): Promise<Response> {
  const { world, domain, query, now } = exchange
  const state = openState(exchange, query.get('state'), now, 'OAuth')
  if (!state) return onPage(exchange, INVALID_STATE)
  const { stores } = world.storage
  const asked = new URLSearchParams(state.query)
  const request = await checkAuthorizationRequest(stores, domain.userPoolId, asked, 'any')
  if (isRefusal(request)) return answerRefusal(exchange, request)
  const provider = await stores.identityProviders.find(domain.userPoolId, state.provider)
  // AWS: a provider that the client has no more is none.
  if (!provider || !request.providers.includes(provider.name)) return onPage(exchange, NO_LOGIN_OPTION)
  const refused = query.get('error')
  if (refused !== null) return answerRefusal(exchange, atClient(request, ofProvider(refused, query)))
  return signIn({ ...exchange, query: asked, rawQuery: state.query }, request, provider, state, query)
}

/** @param exchange with the query of the authorization request, as the other pages of a sign-in have it */
async function signIn(
  exchange: Exchange,
  request: AuthorizationRequest,
  provider: IdentityProvider,
  state: ProviderState,
  parameters: URLSearchParams,
): Promise<Response> {
  const { world, domain, cookies } = exchange
  const journey: ProviderJourney = {
    redirectUri: idpResponseAddress(exchange),
    state: parameters.get('state') ?? '',
    nonce: state.nonce,
    codeVerifier: state.codeVerifier,
  }
  const flow = { id: state.id, expiresAt: state.expiresAt }
  const browser = { domain: domain.domain, flow, formerSecret: cookies[SESSION_COOKIE] }
  try {
    const end = await enter(exchange, ENTRY, async (context) => {
      const answer = await world.federation.answerOf(provider, journey, parameters)
      const entered = await signInThroughProvider(context, { ...request, provider, answer, browser })
      return endStep(context, exchange, request, { entered }, neverAsked)
    })
    if (!('address' in end)) return neverAsked()
    return redirect(exchange, end.address, end.cookies)
  } catch (error) {
    if (isSignInOver(error)) {
      return redirect(exchange, `${domain.base}/oauth2/authorize?${exchange.rawQuery}`)
    }
    return answerRefusal(exchange, atClient(request, federationRefusal(error)))
  }
}

/** AWS: the answers of providers are a category of their own. They are no operation, so all of them count as this one. */
const ENTRY = {
  name: 'IdpResponse_GET',
  rated: { operation: 'InitiateAuth', category: 'UserFederation', readOnly: false },
} as const

/** AWS: the error and the description of the provider are passed on. */
function ofProvider(error: string, query: URLSearchParams) {
  const isCode = /^[\w.-]{1,100}$/.test(error)
  const description = query.get('error_description')?.slice(0, 1000)
  return { error: isCode ? error : 'invalid_request', description }
}

function onPage(exchange: Exchange, description: string): Response {
  return answerRefusal(exchange, { kind: 'page', error: 'invalid_request', description })
}

function neverAsked(): never {
  throw new Error('A provider asks for everything itself')
}
