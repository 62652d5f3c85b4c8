import { createHmac } from 'node:crypto'
import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { HOUR, type Instant } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Exchange } from '../domains/exchange.ts'
import { flowSubject } from './flow-subject.ts'

/** For how long a form may be left open before it is sent. */
const LIFETIME = HOUR

type About = Pick<Exchange, 'world' | 'domain' | 'query'>

/**
 * The hidden field that shows that a form comes from our own page (`csrf`). It is bound to the browser's cookie, the
 * domain and the authorization request, and names the sign-in that the form begins: `<id>.<end>.<keyed digest>`.
 * @param browser the value of the browser's cookie
 */
export function formToken(about: About, browser: string, now: Instant): string {
  const { id, expiresAt } = newFormOrigin(about.world.entropy, now)
  const end = `${expiresAt}`
  return `${id}.${end}.${digest(about, browser, id, end)}`
}

/** A sign-in that a form may begin from now on. */
export function newFormOrigin(entropy: Entropy, now: Instant): SingleUse {
  return { id: entropy.uuid(), expiresAt: now + LIFETIME }
}

/** The sign-in that a form begins; undefined if the form is not ours, not for this browser or request, or too old. */
export function formOrigin(
  about: About,
  browser: string | undefined,
  token: string | null | undefined,
  now: Instant,
): SingleUse | undefined {
  const [id = '', end = '', sent = '', ...more] = (token ?? '').split('.')
  if (browser === undefined || more.length > 0 || !/^\d{1,15}$/.test(end)) return undefined
  if (!equalInConstantTime(sent, digest(about, browser, id, end))) return undefined
  return now < Number(end) ? { id, expiresAt: Number(end) } : undefined
}

function digest({ world, domain, query }: About, browser: string, id: string, end: string): string {
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const subject = JSON.stringify(['form', domain.domain, browser, flowSubject(query), id, end])
  return createHmac('sha256', key).update(subject).digest('base64url')
}
