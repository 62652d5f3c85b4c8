import { checkProviderStart } from '../../domain/journeys/federation/provider-start.ts'
import { signInBySaml } from '../../domain/journeys/federation/sign-in-by-saml.ts'
import { NO_SAML_RESPONSE } from '../../domain/journeys/oauth/page-descriptions.ts'
import { MINUTE } from '../../kernel/clock.ts'
import type { Answer } from '../domains/answer.ts'
import type { Exchange } from '../domains/exchange.ts'
import { openProviderState } from './provider-state.ts'
import {
  endReturningSignIn,
  type ReturningSignIn,
  refuseOnPage,
  returningSignIn,
} from './return-from-provider.ts'
import { requestIdOf, samlResponseAddress } from './to-provider.ts'

/** POST /saml2/idpresponse: where SAML providers send browsers back to (SAML Bindings, section 3.5). */
export async function postSamlResponse(exchange: Exchange): Promise<Answer> {
  const { form = new URLSearchParams(), now } = exchange
  const [response, relayState] = [form.get('SAMLResponse'), form.get('RelayState')]
  if (!response || !relayState) return refuseOnPage(exchange, NO_SAML_RESPONSE)
  const state = openProviderState(exchange, relayState, now, 'SAML')
  const returning = state
    ? await returningSignIn(exchange, state)
    : await startedByProvider(exchange, relayState)
  if ('status' in returning) return returning
  const { request, provider } = returning
  const requestId = state && requestIdOf(state)
  const recipient = samlResponseAddress(exchange)
  return endReturningSignIn(returning, 'SAML2Response_POST', (context, browser) =>
    signInBySaml(context, { request, provider, browser, requestId, recipient, response }),
  )
}

/** AWS: the relay state of a sign-in that the provider starts is the query of an authorization request. */
async function startedByProvider(exchange: Exchange, rawQuery: string): Promise<ReturningSignIn | Answer> {
  const { world, domain, now } = exchange
  const query = new URLSearchParams(rawQuery)
  const start = await checkProviderStart(world.storage.stores, domain.userPoolId, query)
  if (typeof start === 'string') return refuseOnPage(exchange, start)
  const flow = { id: world.entropy.uuid(), expiresAt: now + MINUTE } // the assertion itself counts once
  return { ...start, exchange: { ...exchange, query, rawQuery }, flow }
}
