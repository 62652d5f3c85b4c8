import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { ProviderChoice } from './choose-provider.ts'

/** An authorization request whose parameters fit each other, the client and the pool (RFC 6749, section 4.1.1). */
export interface AuthorizationRequest extends PoolClient, ProviderChoice {
  readonly responseType: 'code' | 'token'
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state?: string | undefined
  readonly nonce?: string | undefined
  /** Always of the method S256. */
  readonly codeChallenge?: string | undefined
  readonly resource?: string | undefined
  /** OpenID Connect Core, section 3.1.2.1. */
  readonly prompts: readonly string[]
  /** In seconds. */
  readonly maxAge?: number | undefined
  /** OpenID Connect Core, section 3.1.2.1: wished for, in the order of preference. */
  readonly acrValues?: string | undefined
  readonly loginHint?: string | undefined
}

/** A request that is answered on the error page, because its redirect URI cannot be trusted. */
export interface PageRefusal {
  readonly kind: 'page'
  readonly error: string
  readonly description?: string | undefined
  readonly clientId?: string | undefined
}

/** A request that is answered at its redirect URI. */
export interface RedirectRefusal {
  readonly kind: 'redirect'
  readonly redirectUri: string
  readonly place: 'query' | 'fragment'
  readonly error: string
  readonly description?: string | undefined
  readonly state?: string | undefined
}

export type Refusal = PageRefusal | RedirectRefusal

/** Whether a check ended with a refusal. */
export function isRefusal(checked: AuthorizationRequest | Refusal): checked is Refusal {
  return 'kind' in checked
}
