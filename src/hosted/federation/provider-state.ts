import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { cookie, crossSiteCookie } from '../domains/cookies.ts'
import type { Exchange } from '../domains/exchange.ts'
import { openState, sealState } from '../domains/sealed-state.ts'

/**
 * The cookie that binds a journey to a provider to the browser (AWS: its name). SAML providers send browsers back by a
 * form from their own site, with which only cookies for all sites are sent.
 */
const STATE_COOKIE = { OAuth: 'csrf-state', SAML: 'csrf-state-saml' } as const

export type Binding = keyof typeof STATE_COOKIE

/** AWS: a sign-in at a provider has to be complete after five minutes. */
const LIFETIME = 5 * MINUTE

/** A browser's journey to a provider and back. The provider carries it as `state`, sealed. */
export interface ProviderState extends SingleUse {
  readonly provider: string
  readonly nonce: string
  readonly codeVerifier: string
  /** The query of the authorization request. */
  readonly query: string
  /** The value of the browser's cookie. */
  readonly browser: string
}

type About = Pick<Exchange, 'world' | 'domain' | 'cookies' | 'secure'>

/** Begins a journey. Journeys of several tabs share the cookie. */
export function newProviderState(
  about: About,
  { provider, query }: Pick<ProviderState, 'provider' | 'query'>,
  now: Instant,
  binding: Binding,
): { readonly state: ProviderState; readonly cookies: readonly string[] } {
  const { entropy } = about.world
  const known = about.cookies[STATE_COOKIE[binding]] ?? ''
  const browser = COOKIE_FORM.test(known) ? known : entropy.bytes(32).toString('base64url')
  const state = {
    id: entropy.uuid(),
    expiresAt: now + LIFETIME,
    provider,
    nonce: entropy.bytes(32).toString('base64url'),
    codeVerifier: entropy.bytes(32).toString('base64url'),
    query,
    browser,
  }
  const made =
    binding === 'SAML'
      ? crossSiteCookie(about, STATE_COOKIE.SAML, browser)
      : cookie(about, STATE_COOKIE.OAuth, browser)
  return { state, cookies: [made] }
}

const COOKIE_FORM = /^[\w-]{43}$/

const USE = { purpose: 'provider sign-ins', kind: 'provider' } as const

export function sealProviderState(about: About, state: ProviderState): string {
  return sealState(about, USE, state)
}

/** The journey that a browser comes back from; undefined if it is another browser's, of another domain, or too old. */
export function openProviderState(
  about: About,
  sealed: string | null,
  now: Instant,
  binding: Binding,
): ProviderState | undefined {
  const state = openState<ProviderState>(about, USE, sealed ?? '', now)
  if (!state) return undefined
  return equalInConstantTime(about.cookies[STATE_COOKIE[binding]] ?? '', state.browser) ? state : undefined
}
