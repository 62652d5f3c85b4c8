import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { IssuedMessage } from './provider-answer.ts'
import type { ProviderSession } from './provider-session.ts'

/** A message that a browser brings from a SAML provider. */
export interface SamlMessage {
  readonly parameter: 'SAMLRequest' | 'SAMLResponse'
  /** The value of that parameter. */
  readonly encoded: string
  /** By the HTTP-Redirect binding: the query as it was sent, which the signature covers. Undefined for HTTP-POST. */
  readonly rawQuery?: string | undefined
}

/** A provider's request to end sessions. */
export interface LogoutRequest extends IssuedMessage {
  readonly nameId: string
  /** Empty for all sessions of the user. */
  readonly sessionIndexes: readonly string[]
}

/** The part of the port to identity providers that ends sessions (SAML Profiles, section 4.4). */
export interface SamlLogoutGateway {
  /**
   * The address of a provider with a request to end its session, to send the browser to.
   * @param signingKey PEM
   */
  logoutAddressAt(
    provider: IdentityProvider,
    journey: { readonly requestId: string; readonly relayState: string; readonly session: ProviderSession },
    signingKey: string,
  ): string
  /**
   * The address of a provider with the answer to its request, to send the browser to.
   * @param signingKey PEM
   */
  logoutAnswerAddressAt(
    provider: IdentityProvider,
    answer: { readonly id: string; readonly inResponseTo: string; readonly relayState: string | undefined },
    signingKey: string,
  ): string
  /**
   * The entity that says it sent the message. Nothing is verified.
   * @throws FederationRefused
   */
  senderOf(message: SamlMessage): Promise<string>
  /**
   * A request that the provider has signed.
   * @param recipient the address that the message came to
   * @throws FederationRefused
   */
  logoutRequestOf(provider: IdentityProvider, message: SamlMessage, recipient: string): Promise<LogoutRequest>
  /**
   * Checks the signed answer to a request of ours.
   * @throws FederationRefused also if the provider did not end its session
   */
  assertLoggedOut(
    provider: IdentityProvider,
    message: SamlMessage,
    expected: { readonly requestId: string; readonly recipient: string },
  ): Promise<void>
}
