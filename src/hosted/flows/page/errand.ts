import { HOUR, type Instant } from '../../../kernel/clock.ts'
import { open, seal } from '../../../kernel/cryptography/encryption.ts'
import { cookie, forget } from '../../domains/cookies.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { flowSubject } from '../flow-subject.ts'

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

type About = Pick<Exchange, 'world' | 'domain' | 'query' | 'secure'>

interface Kept extends Errand {
  readonly expiresAt: Instant
}

/** The cookie that carries an errand. Each authorization request has one of its own, so that tabs do not mix. */
export function errandCookie(about: About, errand: Errand, now: Instant): string {
  const { world, domain } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const kept: Kept = { ...errand, expiresAt: now + LIFETIME }
  const sealed = seal(key, world.entropy, JSON.stringify(kept), contextOf(about)).toString('base64url')
  return cookie(about, nameOf(about), sealed, LIFETIME / 1000)
}

export function forgetErrand(about: About): string {
  return forget(about, nameOf(about))
}

/** The errand of this kind that the browser is on. */
export function errandIn(
  about: About & Pick<Exchange, 'cookies' | 'now'>,
  kind: Errand['kind'],
): Errand | undefined {
  const { world, domain, cookies, now } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const opened = open(key, Buffer.from(cookies[nameOf(about)] ?? '', 'base64url'), contextOf(about))
  if (!opened) return undefined
  const kept = JSON.parse(opened.toString('utf8')) as Kept // authenticated: it is what we wrote
  return kept.kind === kind && now < kept.expiresAt ? kept : undefined
}

function contextOf({ domain, query }: About): string[] {
  return ['errand', domain.userPoolId, domain.domain, flowSubject(query)]
}

function nameOf({ query }: About): string {
  return `errand-${flowSubject(query).slice(0, 8)}`
}
