import type { BrowserEntry } from '../../domain/browser-sessions/browser-entry.ts'
import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { federationRefusal } from '../../domain/federation/federation-refused.ts'
import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import { type AuthorizationRequest, isRefusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../../domain/journeys/oauth/check-authorization-request.ts'
import { NO_LOGIN_OPTION } from '../../domain/journeys/oauth/page-descriptions.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/browser/enter-browser.ts'
import type { EnteredBrowser } from '../../domain/journeys/sign-in/sign-in.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { endStep } from '../flows/answer-outcome.ts'
import { browserEntry } from '../flows/step-entry.ts'
import type { ProviderState } from './provider-state.ts'
import { atClient } from './to-provider.ts'

/** A sign-in whose browser comes back from the provider. */
export interface ReturningSignIn {
  /** With the query of the authorization request, as the other pages of a sign-in have it. */
  readonly exchange: Exchange
  readonly request: AuthorizationRequest
  readonly provider: IdentityProvider
  /** Of concurrent requests with the same one, one signs in. */
  readonly flow: SingleUse
}

/** AWS: the length of the nonces in ID tokens whose authorization request had none: 171 characters. */
const NONCE_BYTES = 128

/** The sign-in that the state belongs to; or the answer, if it cannot go on. */
export async function returningSignIn(
  exchange: Exchange,
  state: ProviderState,
): Promise<ReturningSignIn | Answer> {
  const { world, domain } = exchange
  const { stores } = world.storage
  const query = new URLSearchParams(state.query)
  const request = await checkAuthorizationRequest(stores, domain.userPoolId, query, 'any')
  if (isRefusal(request)) return answerRefusal(exchange, request)
  const provider = await stores.identityProviders.find(domain.userPoolId, state.provider)
  // AWS: a provider that the client no longer has counts as none.
  if (!provider || !request.providers.includes(provider.name)) return refuseOnPage(exchange, NO_LOGIN_OPTION)
  const flow = { id: state.id, expiresAt: state.expiresAt }
  return { exchange: { ...exchange, query, rawQuery: state.query }, request, provider, flow }
}

/**
 * Signs the user in and sends the browser to the client, with the code or the error. AWS: the ID token of such a sign-in
 * always has a nonce; if the client has sent none, it is the service's own.
 * @param name of the endpoint, for the audit trail
 * @param signIn asks the provider who the user is
 */
export async function endReturningSignIn(
  { exchange, request, flow }: ReturningSignIn,
  name: string,
  signIn: (context: RequestContext, browser: BrowserEntry) => Promise<EnteredBrowser>,
): Promise<Answer> {
  const browser = browserEntry(exchange, flow)
  try {
    const end = await enter(exchange, { name, rated: RATED }, async (context) => {
      const entered = await signIn(context, browser)
      const nonce = request.nonce ?? context.entropy.bytes(NONCE_BYTES).toString('base64url')
      return endStep(context, exchange, { ...request, nonce }, { entered }, neverAsked)
    })
    if (!('address' in end)) return neverAsked()
    return redirect(exchange, end.address, end.cookies)
  } catch (error) {
    if (isSignInOver(error)) {
      return redirect(exchange, `${exchange.domain.base}/oauth2/authorize?${exchange.rawQuery}`)
    }
    return answerRefusal(exchange, atClient(request, federationRefusal(error)))
  }
}

export function refuseOnPage(exchange: Exchange, description: string): Answer {
  return answerRefusal(exchange, { kind: 'page', error: 'invalid_request', description })
}

/** AWS: the answers of providers are a category of their own. They are no operation, so all of them count as this one. */
export const RATED = { operation: 'InitiateAuth', category: 'UserFederation', readOnly: false } as const

function neverAsked(): never {
  throw new Error('A provider asks for everything itself')
}
