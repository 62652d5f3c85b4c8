import type { IdentityProvider, SamlProvider } from '../identity-providers/identity-provider.ts'
import type { MetadataGateway } from '../identity-providers/metadata-gateway.ts'
import type { ProviderAnswer } from './provider-answer.ts'
import type { SamlLogoutGateway } from './saml-logout-gateway.ts'

/** What binds a browser's journey to a provider and back. */
export interface ProviderJourney {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  /** RFC 7636. It is used where the provider says that it can. */
  readonly codeVerifier: string
}

/** What the client wants of the sign-in at the provider (OpenID Connect Core, section 3.1.2.1). */
export interface ProviderWishes {
  readonly loginHint?: string | undefined
  readonly prompts: readonly string[]
  /** In the provider's own words. */
  readonly acrValues?: string | undefined
}

/** What binds a browser's journey to a SAML provider and back. */
export interface SamlJourney {
  readonly requestId: string
  /** Where the provider sends the browser back to. */
  readonly recipient: string
}

/** Where a response of a SAML provider came to. */
export interface SamlArrival {
  /** Undefined if no request was sent: the provider started the sign-in. */
  readonly requestId: string | undefined
  readonly recipient: string
}

/**
 * The port to identity providers. Unless the operator allows it, it does not call servers at private or reserved
 * addresses, or without TLS. Do not use it within a transaction.
 */
export interface FederationGateway extends MetadataGateway, SamlLogoutGateway {
  /**
   * Reads the metadata of a provider once for all who ask meanwhile. After a failure it is not read for a minute.
   * @returns the metadata, and when its reading began
   * @throws InvalidParameterException
   */
  readMetadataAgain(url: string): Promise<Pick<SamlProvider, 'metadata' | 'readAt'>>
  /**
   * The address of an OIDC or social provider to send the browser to.
   * @throws FederationRefused if the provider cannot be reached
   */
  addressAt(provider: IdentityProvider, journey: ProviderJourney, wishes: ProviderWishes): Promise<string>
  /**
   * What an OIDC or social provider says of the user whose browser comes back with these parameters.
   * @throws FederationRefused
   */
  answerOf(
    provider: IdentityProvider,
    journey: ProviderJourney,
    parameters: URLSearchParams,
  ): Promise<ProviderAnswer>
  /**
   * The address of a SAML provider with a request, to send the browser to.
   * @param signingKey PEM; undefined to sign nothing
   */
  samlAddressAt(
    provider: IdentityProvider,
    journey: SamlJourney & { readonly relayState: string },
    signingKey: string | undefined,
  ): string
  /**
   * What a SAML provider says of the user whose browser comes back with this response.
   * @param response the parameter `SAMLResponse`
   * @throws FederationRefused
   */
  samlAnswerOf(provider: IdentityProvider, arrival: SamlArrival, response: string): Promise<ProviderAnswer>
}
