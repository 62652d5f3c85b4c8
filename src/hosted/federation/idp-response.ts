import { signInThroughProvider } from '../../domain/journeys/federation/sign-in-through-provider.ts'
import { INVALID_STATE } from '../../domain/journeys/oauth/page-descriptions.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { openProviderState } from './provider-state.ts'
import { endReturningSignIn, refuseOnPage, returningSignIn } from './return-from-provider.ts'
import { atClient, idpResponseAddress } from './to-provider.ts'

/** Apple answers by a form from its own site, with which browsers send no cookie, so it is turned into a GET request to us. */
export async function postIdpResponse(exchange: Exchange): Promise<Answer> {
  const { domain, form = new URLSearchParams() } = exchange
  return redirect(exchange, `${domain.base}/oauth2/idpresponse?${form}`)
}

/** GET /oauth2/idpresponse: where OIDC and social providers send browsers back to (RFC 6749, section 4.1.2). */
export async function getIdpResponse(exchange: Exchange): Promise<Answer> {
  const { world, query, now } = exchange
  const state = openProviderState(exchange, query.get('state'), now, 'OAuth')
  if (!state) return refuseOnPage(exchange, INVALID_STATE)
  const returning = await returningSignIn(exchange, state)
  if ('status' in returning) return returning
  const { request, provider } = returning
  const refused = query.get('error')
  if (refused !== null) return answerRefusal(exchange, atClient(request, ofProvider(refused, query)))
  const journey = {
    redirectUri: idpResponseAddress(exchange),
    state: query.get('state') ?? '',
    nonce: state.nonce,
    codeVerifier: state.codeVerifier,
  }
  return endReturningSignIn(returning, 'IdpResponse_GET', async (context, browser) => {
    const answer = await world.federation.answerOf(provider, journey, query)
    return signInThroughProvider(context, { ...request, provider, answer, browser })
  })
}

/** AWS: the error and the description of the provider are passed on. */
function ofProvider(error: string, query: URLSearchParams) {
  const isCode = /^[\w.-]{1,100}$/.test(error)
  const description = query.get('error_description')?.slice(0, 1000)
  return { error: isCode ? error : 'invalid_request', description }
}
