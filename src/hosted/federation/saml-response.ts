import { federationRefusal, inSaml } from '../../domain/federation/federation-refused.ts'
import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import { withRecentMetadata } from '../../domain/journeys/federation/refresh-metadata.ts'
import { signInThroughProvider } from '../../domain/journeys/federation/sign-in-through-provider.ts'
import { type AuthorizationRequest, isRefusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../../domain/journeys/oauth/check-authorization-request.ts'
import { INVALID_RELAY_STATE, NO_LOGIN_OPTION } from '../../domain/journeys/oauth/page-descriptions.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/enter-browser.ts'
import { redirect } from '../domains/answers.ts'
import { SESSION_COOKIE } from '../domains/cookies.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { endStep } from '../flows/answer-outcome.ts'
import { openState, type ProviderState } from './provider-state.ts'
import { atClient, requestIdOf, samlResponseAddress } from './to-provider.ts'

/** POST /saml2/idpresponse: where SAML providers send browsers back to (SAML Bindings, section 3.5). */
export async function postSamlResponse(exchange: Exchange): Promise<Response> {
  const { world, domain, form = new URLSearchParams(), now } = exchange
  const state = openState(exchange, form.get('RelayState'), now, 'SAML')
  const response = form.get('SAMLResponse')
  if (!state || !response) return onPage(exchange, INVALID_RELAY_STATE)
  const { stores } = world.storage
  const asked = new URLSearchParams(state.query)
  const request = await checkAuthorizationRequest(stores, domain.userPoolId, asked, 'any')
  if (isRefusal(request)) return answerRefusal(exchange, request)
  const provider = await stores.identityProviders.find(domain.userPoolId, state.provider)
  if (!provider || !request.providers.includes(provider.name)) return onPage(exchange, NO_LOGIN_OPTION)
  return signIn({ ...exchange, query: asked, rawQuery: state.query }, request, provider, state, response)
}

/** @param exchange with the query of the authorization request, as the other pages of a sign-in have it */
async function signIn(
  exchange: Exchange,
  request: AuthorizationRequest,
  known: IdentityProvider,
  state: ProviderState,
  response: string,
): Promise<Response> {
  const { world, domain, cookies } = exchange
  const journey = { requestId: requestIdOf(state), recipient: samlResponseAddress(exchange) }
  const flow = { id: state.id, expiresAt: state.expiresAt }
  const browser = { domain: domain.domain, flow, formerSecret: cookies[SESSION_COOKIE] }
  try {
    const end = await enter(exchange, ENTRY, async (context) => {
      const provider = await withRecentMetadata(context, known)
      const answer = await world.federation.samlAnswerOf(provider, journey, response)
      const entered = await signInThroughProvider(context, { ...request, provider, answer, browser }).catch(
        inWordsOfSaml,
      )
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

/** Rethrows what is no refusal. */
function inWordsOfSaml(error: unknown): never {
  if (isSignInOver(error)) throw error
  throw inSaml(federationRefusal(error))
}

const ENTRY = {
  name: 'SAML2Response_POST',
  rated: { operation: 'InitiateAuth', category: 'UserFederation', readOnly: false },
} as const

function onPage(exchange: Exchange, description: string): Response {
  return answerRefusal(exchange, { kind: 'page', error: 'invalid_request', description })
}

function neverAsked(): never {
  throw new Error('A provider asks for everything itself')
}
