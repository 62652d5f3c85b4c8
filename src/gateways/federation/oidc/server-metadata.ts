import type { ServerMetadata } from 'openid-client'
import type {
  IdentityProvider,
  ProviderDetails,
} from '../../../domain/identity-providers/identity-provider.ts'
import { describedDetails } from '../../../domain/identity-providers/provider-details.ts'
import type { Discover, DiscoveryDocument } from './discovery.ts'

/** Signatures that are made with a private key. A client's secret is no key that a token may be signed with. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

/** Addresses of social providers in the place of the real ones, by type and key of ProviderDetails. */
export type SocialEndpoints = Partial<Record<IdentityProvider['type'], ProviderDetails>>

/** What is known of a provider's server. */
export interface ProviderServer {
  readonly metadata: ServerMetadata
  /** Of userInfo. Undefined if there is none to ask. */
  readonly attributesUrl: string | undefined
  /** Whether it signs ID tokens. */
  readonly isOidc: boolean
  readonly usesPkce: boolean
  /** How it is asked for tokens. */
  readonly tokenMethod: 'GET' | 'POST'
}

/**
 * Finds the addresses of a provider: those that its details name, and for the others its discovery document.
 * @throws FederationRefused if that cannot be read
 */
export async function providerServer(
  provider: IdentityProvider,
  endpoints: SocialEndpoints,
  discover: Discover,
): Promise<ProviderServer> {
  const details = { ...describedDetails(provider), ...endpoints[provider.type] }
  const { oidc_issuer: issuer, authorize_url, token_url, attributes_url, jwks_uri } = details
  const isComplete = provider.type === 'OIDC' && authorize_url && token_url && attributes_url && jwks_uri
  const document = issuer && !isComplete ? await discover(issuer) : undefined
  const tokenEndpoint = token_url ?? textIn(document, 'token_endpoint')
  const algorithms = textsIn(document, 'id_token_signing_alg_values_supported')
  return {
    metadata: {
      issuer: document?.issuer ?? issuer ?? new URL(tokenEndpoint ?? '').origin,
      ...given('authorization_endpoint', authorize_url ?? textIn(document, 'authorization_endpoint')),
      ...given('token_endpoint', tokenEndpoint),
      ...given('jwks_uri', jwks_uri ?? textIn(document, 'jwks_uri')),
      id_token_signing_alg_values_supported:
        algorithms.length > 0 ? algorithms.filter(isAllowed) : ALGORITHMS,
      ...(document?.authorization_response_iss_parameter_supported === true && {
        authorization_response_iss_parameter_supported: true,
      }),
    },
    attributesUrl:
      provider.type === 'Google' ? undefined : (attributes_url ?? textIn(document, 'userinfo_endpoint')),
    isOidc: issuer !== undefined,
    usesPkce: textsIn(document, 'code_challenge_methods_supported').includes('S256'),
    tokenMethod: provider.type === 'Facebook' && details.token_request_method === 'GET' ? 'GET' : 'POST',
  }
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value }
}

function isAllowed(algorithm: string): boolean {
  return ALGORITHMS.includes(algorithm)
}

function textIn(document: DiscoveryDocument | undefined, name: string): string | undefined {
  const value = document?.[name]
  return typeof value === 'string' ? value : undefined
}

function textsIn(document: DiscoveryDocument | undefined, name: string): string[] {
  const value = document?.[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
