import { HOUR, type Instant } from '../../../kernel/clock.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { type About, requestCookie } from '../request-cookie.ts'

/** How long the pages of an account flow know the user. Later ones ask again. */
const LIFETIME = HOUR

/**
 * What a user does on several pages before signing in: confirming a sign-up, or replacing a forgotten password. The
 * browser carries it in a sealed cookie. It proves nothing: the code does.
 */
export interface AccountFlow {
  readonly kind: 'confirm' | 'reset'
  /** As the user typed it. */
  readonly username: string
  /** Where a code went, masked; undefined if none was sent in this flow. */
  readonly sent?: { readonly medium: 'EMAIL' | 'SMS'; readonly destination: string } | undefined
  /** Of the sign-up, which signs the user in once it is confirmed. */
  readonly session?: string | undefined
}

interface Kept extends AccountFlow {
  readonly expiresAt: Instant
}

// The name of former versions, so that open pages survive an upgrade.
const COOKIE = requestCookie<Kept>('errand', 'errand')

/** The cookie that carries an account flow. */
export function accountFlowCookie(about: About, flow: AccountFlow, now: Instant): string {
  return COOKIE.make(about, { ...flow, expiresAt: now + LIFETIME }, now)
}

export const forgetAccountFlow = COOKIE.forget

/** The flow of this kind that the browser is on. */
export function accountFlowIn(
  about: About & Pick<Exchange, 'cookies' | 'now'>,
  kind: AccountFlow['kind'],
): AccountFlow | undefined {
  const kept = COOKIE.read(about)
  return kept?.kind === kind ? kept : undefined
}
