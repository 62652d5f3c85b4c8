import { federationRefusal, inSaml } from '../../domain/federation/federation-refused.ts'
import { withRecentMetadata } from '../../domain/journeys/federation/refresh-metadata.ts'
import { signInThroughProvider } from '../../domain/journeys/federation/sign-in-through-provider.ts'
import { INVALID_RELAY_STATE } from '../../domain/journeys/oauth/page-descriptions.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/enter-browser.ts'
import type { Exchange } from '../domains/exchange.ts'
import { openState } from './provider-state.ts'
import { endReturningSignIn, refuseOnPage, returningSignIn } from './return-from-provider.ts'
import { requestIdOf, samlResponseAddress } from './to-provider.ts'

/** POST /saml2/idpresponse: where SAML providers send browsers back to (SAML Bindings, section 3.5). */
export async function postSamlResponse(exchange: Exchange): Promise<Response> {
  const { world, form = new URLSearchParams(), now } = exchange
  const state = openState(exchange, form.get('RelayState'), now, 'SAML')
  const response = form.get('SAMLResponse')
  if (!state || !response) return refuseOnPage(exchange, INVALID_RELAY_STATE)
  const returning = await returningSignIn(exchange, state)
  if (returning instanceof Response) return returning
  const { request, provider: known } = returning
  const journey = { requestId: requestIdOf(state), recipient: samlResponseAddress(exchange) }
  return endReturningSignIn(returning, 'SAML2Response_POST', async (context, browser) => {
    const provider = await withRecentMetadata(context, known)
    const answer = await world.federation.samlAnswerOf(provider, journey, response)
    return signInThroughProvider(context, { ...request, provider, answer, browser }).catch(inWordsOfSaml)
  })
}

/** Rethrows what is no refusal. */
function inWordsOfSaml(error: unknown): never {
  if (isSignInOver(error)) throw error
  throw inSaml(federationRefusal(error))
}
