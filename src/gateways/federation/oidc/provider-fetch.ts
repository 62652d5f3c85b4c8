import { STATUS_CODES } from 'node:http'
import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { IdentityProvider, ProviderType } from '../../../domain/identity-providers/identity-provider.ts'
import { type AddressGuard, AddressRefused } from '../address-guard.ts'
import { ProviderSilent } from '../bounded-calls.ts'
import { type GuardedAnswer, guardedRequest } from '../guarded-request.ts'

/** Milliseconds for one exchange. */
const PATIENCE = 5000
const LARGEST = 256 * 1024
/** How much of a provider's answer a description may show. */
const SHOWN = 500

/** What may go wrong in the exchanges of one sign-in, kept apart from the library's own errors. */
export interface Exchanges {
  /** For the library. */
  readonly fetch: (url: string, options: FetchOptions) => Promise<Response>
  /** Why an exchange failed, in the words of the service. */
  failure(): FederationRefused | undefined
}

export interface FetchOptions {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body?: unknown
}

/** The addresses whose failures have words of their own. */
export interface KnownAddresses {
  readonly tokenEndpoint: string
  readonly jwksUri: string | undefined
  /** AWS: Facebook is asked for tokens by GET. The library knows POST alone (RFC 6749, section 3.2). */
  readonly tokenMethod?: 'GET' | 'POST' | undefined
}

/**
 * The exchanges of one sign-in with a provider.
 * @param patience in milliseconds, for one exchange
 */
export function exchanges(
  guard: AddressGuard,
  provider: Pick<IdentityProvider, 'name' | 'type'>,
  { tokenEndpoint, jwksUri, tokenMethod = 'POST' }: KnownAddresses,
  patience = PATIENCE,
): Exchanges {
  let failure: FederationRefused | undefined
  return {
    async fetch(url, { method, headers, body }) {
      const sent = typeof body === 'string' || body instanceof URLSearchParams ? body.toString() : undefined
      const isByQuery = url === tokenEndpoint && tokenMethod === 'GET'
      try {
        const answer = await guardedRequest(guard, {
          url: isByQuery ? withQuery(url, sent ?? '') : url,
          method: method === 'POST' && !isByQuery ? 'POST' : 'GET',
          headers: isByQuery ? { accept: 'application/json' } : withoutAgent(headers),
          body: isByQuery ? undefined : sent,
          userAgent: 'Amazon/Cognito', // AWS: as captured
          limit: LARGEST,
          patience,
          redirects: 0,
        })
        if (url === tokenEndpoint && answer.status !== 200) failure ??= badTokenResponse(provider, answer)
        return toResponse(answer)
      } catch (error) {
        failure ??= notAnswered(error, url === tokenEndpoint ? 'token' : url === jwksUri ? 'jwks' : 'other')
        throw error
      }
    },
    failure: () => failure,
  }
}

function withQuery(url: string, form: string): string {
  const address = new URL(url)
  for (const [name, value] of new URLSearchParams(form)) address.searchParams.set(name, value)
  return address.href
}

function withoutAgent(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'user-agent'))
}

function toResponse({ status, headers, body }: GuardedAnswer): Response {
  const hasBody = status >= 200 && ![204, 205, 304].includes(status)
  const contentType = headers['content-type']
  return new Response(hasBody ? new Uint8Array(body) : null, {
    status,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
  })
}

/** AWS: captured of OIDC providers, and documented for the social ones. */
function badTokenResponse({ name, type }: Pick<IdentityProvider, 'name' | 'type'>, answer: GuardedAnswer) {
  const { status } = answer
  const entity = answer.body.toString('utf8').slice(0, SHOWN)
  const description =
    type === 'OIDC'
      ? `Bad token response: HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}, entity: ${entity}`
      : `${name} Error - ${status} ${socialError(type, answer.body) ?? 'error getting token'}`
  return new FederationRefused('invalid_request', description)
}

/** AWS: Google's code, and the code and the description of others. Undefined where the answer has no code. */
function socialError(type: ProviderType, body: Buffer): string | undefined {
  const { error, error_description: description } = membersOf(body)
  if (typeof error !== 'string' || error === '') return undefined
  const isTold = type !== 'Google' && typeof description === 'string' && description !== ''
  return (isTold ? `${error} ${description}` : error).slice(0, SHOWN)
}

function membersOf(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** AWS: the doubled name of the parameter is the service's. */
function notAnswered(error: unknown, what: 'token' | 'jwks' | 'other'): FederationRefused {
  const isTimeout = error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)
  if (error instanceof AddressRefused) return new ProviderSilent('invalid_request', 'Connection refused')
  if (!isTimeout) return new ProviderSilent('invalid_request', 'Connection reset')
  if (what === 'token') {
    return new ProviderSilent('invalid_request', 'Timeout occurred in calling IdP token endpoint')
  }
  return what === 'jwks'
    ? new ProviderSilent('invalid_request', 'error_description=Timeout in calling jwks uri')
    : new ProviderSilent('invalid_request', 'Read timed out')
}
