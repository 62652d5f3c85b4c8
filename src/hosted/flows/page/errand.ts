import { HOUR, type Instant } from '../../../kernel/clock.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { type About, requestCookie } from '../request-cookie.ts'

/** How long the pages of an errand know the user. Later ones ask again. */
const LIFETIME = HOUR

/**
 * What a user does on several pages before signing in: confirming a sign-up, or replacing a forgotten password. The
 * browser carries it in a sealed cookie. It proves nothing: the code does.
 */
export interface Errand {
  readonly kind: 'confirm' | 'reset'
  /** As the user typed it. */
  readonly username: string
  /** Where a code went, masked; undefined if none was sent in this errand. */
  readonly sent?: { readonly medium: 'EMAIL' | 'SMS'; readonly destination: string } | undefined
  /** Of the sign-up, which signs the user in once it is confirmed. */
  readonly session?: string | undefined
}

interface Kept extends Errand {
  readonly expiresAt: Instant
}

const COOKIE = requestCookie<Kept>('errand', 'errand')

/** The cookie that carries an errand. */
export function errandCookie(about: About, errand: Errand, now: Instant): string {
  return COOKIE.make(about, { ...errand, expiresAt: now + LIFETIME }, now)
}

export const forgetErrand = COOKIE.forget

/** The errand of this kind that the browser is on. */
export function errandIn(
  about: About & Pick<Exchange, 'cookies' | 'now'>,
  kind: Errand['kind'],
): Errand | undefined {
  const kept = COOKIE.read(about)
  return kept?.kind === kind ? kept : undefined
}
