import { isJsonObject } from '../../../kernel/json-object.ts'
import type { ClientSettings } from '../../clients/user-pool-client.ts'
import type { DcrConfiguration } from '../../user-pools/settings/user-pool-settings.ts'
import { OAuthError } from './oauth-error.ts'

type Flow = NonNullable<ClientSettings['allowedOAuthFlows']>[number]

/** What a client asks to be registered with (RFC 7591, section 2). */
export interface ClientMetadata {
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly logoutUris: readonly string[]
  readonly authMethod: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly grantTypes: readonly GrantType[]
  /** Undefined if it asks for none by name. */
  readonly scopes: readonly string[] | undefined
}

/** AWS: `implicit` is accepted and has no effect. */
const GRANT_TYPES = ['authorization_code', 'client_credentials', 'refresh_token', 'implicit'] as const
type GrantType = (typeof GRANT_TYPES)[number]

const AUTH_METHODS = ['client_secret_basic', 'client_secret_post', 'none'] as const
const MOST_URIS = 100
/** AWS: RedirectUrlType. */
const URI = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u
const LONGEST_URI = 1024
/** AWS: ClientNameType. */
const NAME = /^[\w\s+=,.@-]+$/
const LONGEST_NAME = 128
const DEFAULT_NAME = 'registered-client'

/**
 * The metadata in a registration request.
 * @throws OAuthError `invalid_redirect_uri` or `invalid_client_metadata` (RFC 7591, section 3.2.2)
 */
export function clientMetadata(request: unknown): ClientMetadata {
  if (!isJsonObject(request)) throw invalid('The request must be a JSON object.')
  const name = request.client_name ?? DEFAULT_NAME
  if (typeof name !== 'string' || name.length > LONGEST_NAME || !NAME.test(name)) throw invalid('client_name')
  return {
    name,
    redirectUris: uris(request.redirect_uris),
    logoutUris: uris(request.post_logout_redirect_uris),
    authMethod: oneOf(
      AUTH_METHODS,
      request.token_endpoint_auth_method ?? 'client_secret_basic',
      'token_endpoint_auth_method',
    ),
    grantTypes: listOf(request.grant_types ?? ['authorization_code'], 'grant_types').map((type) =>
      oneOf(GRANT_TYPES, type, 'grant_types'),
    ),
    scopes: scopesOf(request.scope),
  }
}

/**
 * The flows that the client gets.
 * @throws OAuthError if it may not have one that it asks for
 */
export function registeredFlows(
  { grantTypes }: Pick<ClientMetadata, 'grantTypes'>,
  allowed: DcrConfiguration['openDcrGrantTypes'] = [],
): readonly Flow[] {
  const flows: Flow[] = []
  if (grantTypes.includes('authorization_code')) flows.push('code')
  if (grantTypes.includes('client_credentials')) flows.push('client_credentials')
  if (flows.length === 0 || flows.some((flow) => !allowed.includes(flow))) throw invalid('grant_types')
  return flows
}

function uris(value: unknown): readonly string[] {
  if (value === undefined) return []
  if (!Array.isArray(value) || value.length > MOST_URIS) throw invalidUri()
  for (const uri of value) {
    if (typeof uri !== 'string' || uri.length > LONGEST_URI || !URI.test(uri) || !URL.canParse(uri))
      throw invalidUri()
  }
  return value as readonly string[]
}

function scopesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw invalid('scope')
  return value.split(' ').filter((scope) => scope !== '')
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length > GRANT_TYPES.length) throw invalid(name)
  return value
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown, name: string): Value {
  const found = values.find((other) => other === value)
  if (found === undefined) throw invalid(name)
  return found
}

const invalid = (what: string) => new OAuthError('invalid_client_metadata', what)
const invalidUri = () => new OAuthError('invalid_redirect_uri')
