import { createHash } from 'node:crypto'
import type { Configuration, ServerMetadata } from 'openid-client'
import type { FederationGateway, ProviderJourney } from '../../../domain/federation/federation-gateway.ts'
import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { ProviderAnswer, ProviderClaims } from '../../../domain/federation/provider-answer.ts'
import type { IdentityProvider } from '../../../domain/identity-providers/identity-provider.ts'
import { setBounded } from '../../../kernel/bounded-cache.ts'
import type { Clock } from '../../../kernel/clock.ts'
import type { AddressGuard } from '../address-guard.ts'
import { boundedCalls } from '../bounded-calls.ts'
import { appleName, toAnswer } from './answer-claims.ts'
import { clientSecret } from './client-secret.ts'
import { discoveries } from './discovery.ts'
import { type Exchanges, exchanges } from './provider-fetch.ts'
import { type ProviderServer, providerServer, type SocialEndpoints } from './server-metadata.ts'
import { readUserInfo } from './user-info.ts'

export interface OidcParts {
  readonly guard: AddressGuard
  readonly clock: Clock
  readonly allowsHttp: boolean
  readonly endpoints: SocialEndpoints
}

type OidcProviders = Pick<FederationGateway, 'addressAt' | 'answerOf'>
type Library = typeof import('openid-client')

const MOST_KEY_SETS = 200
/** In seconds: how far the clock of a provider may be off. */
const CLOCK_TOLERANCE = 30

/** The calls that share a limit. A provider whose settings change gets a new limit. */
const lineOf = (way: 'there' | 'back', { userPoolId, name, modifiedAt }: IdentityProvider) =>
  `${way} ${userPoolId} ${name} ${modifiedAt}`

/** Sign-in through OIDC and social providers (OpenID Connect Core, section 3.1; RFC 6749, section 4.1). */
export function oidcProviders({ guard, clock, allowsHttp, endpoints }: OidcParts): OidcProviders {
  const discover = discoveries(guard, clock)
  const bounded = boundedCalls(clock)
  const keySets = new Map<string, Parameters<Library['setJwksCache']>[1]>()

  function configure(
    library: Library,
    { metadata }: ProviderServer,
    { details: { client_id = '' } }: IdentityProvider,
    secret: string | undefined,
    fetch: Exchanges['fetch'],
  ): Configuration {
    const authentication = secret === undefined ? library.None() : library.ClientSecretPost(secret)
    const client = { [library.clockTolerance]: CLOCK_TOLERANCE }
    const configuration = new library.Configuration(metadata, client_id, client, authentication)
    library.enableNonRepudiationChecks(configuration) // checks the signature of ID tokens
    if (allowsHttp) library.allowInsecureRequests(configuration)
    configuration[library.customFetch] = fetch as never
    const keys = keySets.get(metadata.jwks_uri ?? '')
    if (keys) library.setJwksCache(configuration, keys)
    return configuration
  }

  async function ask(
    provider: IdentityProvider,
    journey: ProviderJourney,
    parameters: URLSearchParams,
  ): Promise<ProviderAnswer> {
    const server = await providerServer(provider, endpoints, discover)
    const { metadata, tokenMethod } = server
    const tokenEndpoint = metadata.token_endpoint ?? ''
    const calls = exchanges(guard, provider, { tokenEndpoint, jwksUri: metadata.jwks_uri, tokenMethod })
    const library = await import('openid-client')
    const secret = await clientSecret(provider, clock())
    const configuration = configure(library, server, provider, secret, calls.fetch)
    const tokens = await redeem(library, configuration, server, journey, parameters, calls)
    const used = library.getJwksCache(configuration)
    if (used && metadata.jwks_uri) setBounded(keySets, MOST_KEY_SETS, metadata.jwks_uri, used)
    const idToken = tokens.claims() as ProviderClaims | undefined
    if (server.isOidc && !idToken) throw noIdToken()
    assertAtHash(idToken, tokens.access_token)
    const accessToken = tokens.access_token
    const userInfo = await readUserInfo(provider, server, calls, accessToken, idToken?.sub)
    return toAnswer({ ...tokens }, idToken, { ...appleName(provider, parameters), ...userInfo })
  }

  return {
    async addressAt(provider, journey, { loginHint, prompts, acrValues }) {
      const server = await bounded(lineOf('there', provider), () =>
        providerServer(provider, endpoints, discover),
      )
      const address = new URL(server.metadata.authorization_endpoint ?? '')
      const { client_id = '', authorize_scopes = '' } = provider.details
      const parameters = {
        client_id,
        redirect_uri: journey.redirectUri,
        response_type: 'code',
        scope: authorize_scopes,
        state: journey.state,
        ...(server.isOidc && { nonce: journey.nonce }),
        ...(server.usesPkce && {
          code_challenge: createHash('sha256').update(journey.codeVerifier).digest('base64url'),
          code_challenge_method: 'S256',
        }),
        // AWS: a hint goes to OIDC providers and to Google.
        ...(loginHint && ['OIDC', 'Google'].includes(provider.type) && { login_hint: loginHint }),
        ...(acrValues && { acr_values: acrValues }),
        ...(prompts.length > 0 && { prompt: prompts.join(' ') }),
        ...(provider.type === 'SignInWithApple' && { response_mode: 'form_post' }),
      }
      for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value)
      return address.href
    },

    answerOf: (provider, journey, parameters) =>
      bounded(lineOf('back', provider), () => ask(provider, journey, parameters)),
  }
}

async function redeem(
  library: Library,
  configuration: Configuration,
  { metadata, isOidc, usesPkce }: ProviderServer,
  { redirectUri, state, nonce, codeVerifier }: ProviderJourney,
  parameters: URLSearchParams,
  calls: Exchanges,
) {
  try {
    return await library.authorizationCodeGrant(configuration, new URL(`${redirectUri}?${parameters}`), {
      expectedState: state,
      idTokenExpected: isOidc,
      ...(isOidc && { expectedNonce: nonce }),
      ...(usesPkce && { pkceCodeVerifier: codeVerifier }),
    })
  } catch (error) {
    throw calls.failure() ?? badIssuer(error, metadata) ?? notProcessed()
  }
}

/** AWS: an issuer that differs is named. */
function badIssuer(error: unknown, { issuer }: ServerMetadata): FederationRefused | undefined {
  const claims = claimsIn(error)
  const named = claims?.iss
  if (typeof named !== 'string' || named === issuer) return undefined
  return new FederationRefused('invalid_request', `Bad id_token issuer ${named.slice(0, 500)}`)
}

/** The library puts the claims that it refused somewhere below its error. */
function claimsIn(error: unknown, depth = 0): ProviderClaims | undefined {
  if (typeof error !== 'object' || error === null || depth > 3) return undefined
  const { cause, claims } = error as { cause?: unknown; claims?: unknown }
  if (typeof claims === 'object' && claims !== null) return claims as ProviderClaims
  return claimsIn(cause, depth + 1)
}

const notProcessed = () => new FederationRefused('server_error', 'Exception processing authorization code')
const noIdToken = notProcessed

/**
 * OpenID Connect Core, section 3.1.3.8: a token whose digest the ID token holds must be that one.
 * The digest is the left half of the hash that the signature uses.
 */
function assertAtHash(idToken: ProviderClaims | undefined, accessToken: string): void {
  const { at_hash: expected } = idToken ?? {}
  if (expected === undefined) return
  const isRight = ['sha256', 'sha384', 'sha512'].some((hash) => {
    const digest = createHash(hash).update(accessToken).digest()
    return digest.subarray(0, digest.length / 2).toString('base64url') === expected
  })
  if (!isRight) throw notProcessed()
}
