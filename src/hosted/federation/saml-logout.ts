import { FederationRefused } from '../../domain/federation/federation-refused.ts'
import type { ProviderSession } from '../../domain/federation/provider-session.ts'
import type { SamlMessage } from '../../domain/federation/saml-logout-gateway.ts'
import { poolSigningKey } from '../../domain/identity-providers/signing-certificate.ts'
import { endSessions } from '../../domain/journeys/federation/end-sessions.ts'
import { providerToLeave } from '../../domain/journeys/federation/provider-to-leave.ts'
import { withRecentMetadata } from '../../domain/journeys/federation/refresh-metadata.ts'
import {
  INVALID_SAML_REQUEST,
  INVALID_SAML_RESPONSE,
  NO_SAML_RESPONSE,
  NOT_LOGGED_OUT,
} from '../../domain/journeys/oauth/page-descriptions.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { newLogoutState, openLogoutState, sealLogoutState } from './logout-state.ts'
import { RATED, refuseOnPage } from './return-from-provider.ts'

/** Where SAML providers send browsers for single logout. */
function samlLogoutAddress({ world, domain }: Exchange): string {
  return `${world.domainLocator.urlOf(domain)}/saml2/logout`
}

/**
 * The address of the provider with a request to end its session, too. AWS: it is always signed.
 * @param session at the provider
 * @param address where the browser goes after that
 * @returns undefined if the session at the provider stays
 */
export async function addressToLeave(
  exchange: Exchange,
  session: ProviderSession | undefined,
  address: string,
): Promise<string | undefined> {
  const { world, domain, now } = exchange
  const { storage } = world
  const provider = await providerToLeave(storage.stores, domain.userPoolId, session?.provider)
  if (!provider || !session) return undefined
  const { privateKey } = await poolSigningKey(storage, domain.userPoolId, { ...world, now })
  const state = newLogoutState(exchange, { provider: provider.name, address })
  const relayState = sealLogoutState(exchange, state)
  return world.federation.logoutAddressAt(
    provider,
    { requestId: state.requestId, relayState, session },
    privateKey,
  )
}

/** POST /saml2/logout (SAML Bindings, section 3.5). AWS: how providers answer. */
export function postSamlLogout(exchange: Exchange): Promise<Answer> {
  return answerMessage(exchange, 'SAML2Logout_POST', exchange.form ?? new URLSearchParams())
}

/** GET /saml2/logout (SAML Bindings, section 3.4). Deviation: the service takes no messages so. */
export function getSamlLogout(exchange: Exchange): Promise<Answer> {
  return answerMessage(exchange, 'SAML2Logout_GET', exchange.query, exchange.rawQuery)
}

async function answerMessage(
  exchange: Exchange,
  name: string,
  fields: URLSearchParams,
  rawQuery?: string,
): Promise<Answer> {
  const relayState = fields.get('RelayState') ?? undefined
  const [request, response] = [fields.get('SAMLRequest'), fields.get('SAMLResponse')]
  if (request && !response) {
    const message: SamlMessage = { parameter: 'SAMLRequest', encoded: request, rawQuery }
    return enter(exchange, { name, rated: RATED }, (context) =>
      answerRequest(context, exchange, message, relayState),
    )
  }
  if (!response || request || !relayState) return refuseOnPage(exchange, NO_SAML_RESPONSE)
  const message: SamlMessage = { parameter: 'SAMLResponse', encoded: response, rawQuery }
  return enter(exchange, { name, rated: RATED }, (context) => goOn(context, exchange, message, relayState))
}

/** Ends what the provider wants to be ended, and sends the browser back with the answer. */
async function answerRequest(
  context: RequestContext,
  exchange: Exchange,
  message: SamlMessage,
  relayState: string | undefined,
): Promise<Answer> {
  const { world, domain, now } = exchange
  const arrived = { userPoolId: domain.userPoolId, message, recipient: samlLogoutAddress(exchange) }
  try {
    const { provider, request } = await endSessions(context, arrived)
    const { privateKey } = await poolSigningKey(world.storage, domain.userPoolId, { ...world, now })
    const answer = { id: `_${world.entropy.uuid()}`, inResponseTo: request.id, relayState }
    return redirect(exchange, world.federation.logoutAnswerAddressAt(provider, answer, privateKey))
  } catch (error) {
    if (error instanceof FederationRefused) return refuseOnPage(exchange, INVALID_SAML_REQUEST)
    throw error
  }
}

/** Sends the browser where the sign-out that began here leads to. */
async function goOn(
  context: RequestContext,
  exchange: Exchange,
  message: SamlMessage,
  relayState: string,
): Promise<Answer> {
  const { world, domain } = exchange
  const state = openLogoutState(exchange, relayState)
  const known = await providerToLeave(world.storage.stores, domain.userPoolId, state?.provider)
  if (!state || !known) return refuseOnPage(exchange, INVALID_SAML_RESPONSE)
  const provider = await withRecentMetadata(context, known)
  const expected = { requestId: state.requestId, recipient: samlLogoutAddress(exchange) }
  try {
    await world.federation.assertLoggedOut(provider, message, expected)
  } catch (error) {
    if (!(error instanceof FederationRefused)) throw error
    const isVerified = error.error === 'access_denied'
    return refuseOnPage(exchange, isVerified ? NOT_LOGGED_OUT : INVALID_SAML_RESPONSE)
  }
  return redirect(exchange, state.address)
}
