import type { BrowserEntry } from '../../browser-sessions/browser-entry.ts'
import type { SamlArrival } from '../../federation/federation-gateway.ts'
import { assertionUsed, federationRefusal, inSaml } from '../../federation/federation-refused.ts'
import { useOf } from '../../federation/message-use.ts'
import type { ProviderAnswer } from '../../federation/provider-answer.ts'
import type { IdentityProvider } from '../../identity-providers/identity-provider.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { isSignInOver } from '../sign-in/browser/enter-browser.ts'
import type { EnteredBrowser } from '../sign-in/sign-in.ts'
import { withRecentMetadata } from './refresh-metadata.ts'
import { signInThroughProvider } from './sign-in-through-provider.ts'

/** A response of a SAML provider. */
export interface SamlSignIn extends SamlArrival {
  readonly request: PoolClient
  readonly provider: IdentityProvider
  readonly browser: BrowserEntry
  /** The parameter `SAMLResponse`. */
  readonly response: string
}

/**
 * Signs in a user whom a SAML provider has authenticated.
 * @throws FederationRefused in the words of SAML
 * @throws NotAuthorizedException if the same request has signed in before
 */
export async function signInBySaml(
  context: RequestContext,
  { request, browser, response, requestId, recipient, ...signIn }: SamlSignIn,
): Promise<EnteredBrowser> {
  const provider = await withRecentMetadata(context, signIn.provider)
  const answer = await context.federation.samlAnswerOf(provider, { requestId, recipient }, response)
  try {
    if (requestId === undefined) await spendAssertion(context, provider, answer)
    return await signInThroughProvider(context, { ...request, provider, answer, browser })
  } catch (error) {
    if (isSignInOver(error)) throw error
    throw inSaml(federationRefusal(error))
  }
}

/**
 * An assertion that nobody asked for counts once: the first attempt spends it, before anything is written, even if the
 * sign-in fails.
 */
async function spendAssertion(
  { storage }: Pick<RequestContext, 'storage'>,
  provider: IdentityProvider,
  { assertion }: ProviderAnswer,
): Promise<void> {
  if (!assertion) throw new Error('An answer of a SAML provider has an assertion')
  const isFirst = await storage.stores.consumedTokens.consume(useOf(provider, assertion))
  if (!isFirst) throw assertionUsed()
}
