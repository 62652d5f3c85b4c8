import { type Instant, MINUTE } from '../../../kernel/clock.ts'
import { open, seal } from '../../../kernel/cryptography/encryption.ts'
import { cookie, forget } from '../../domains/cookies.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { flowSubject } from '../flow-subject.ts'

/** For how long the question may be answered. */
const LIFETIME = 5 * MINUTE

/**
 * That a sign-in is complete except for the question whether to remember the browser. Sealed in a cookie, since its
 * answer leads to the application without another look at what the authorization request asked for, such as a new sign-in.
 */
interface Question {
  /** The secret of the session that the sign-in has begun. */
  readonly session: string
  /** For the tokens of the first answer. Absent in cookies of former versions. */
  readonly eventId?: string | undefined
  readonly expiresAt: Instant
}

type About = Pick<Exchange, 'world' | 'domain' | 'query' | 'secure'>

/** The cookie of the question. Each authorization request has one of its own, so that tabs do not mix. */
export function questionCookie(about: About, asked: Omit<Question, 'expiresAt'>, now: Instant): string {
  const { world, domain } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const question: Question = { ...asked, expiresAt: now + LIFETIME }
  const sealed = seal(key, world.entropy, JSON.stringify(question), contextOf(about)).toString('base64url')
  return cookie(about, nameOf(about), sealed, LIFETIME / 1000)
}

export function forgetQuestion(about: About): string {
  return forget(about, nameOf(about))
}

/** The question that the browser has to answer; undefined if there is none, or no time left. */
export function questionIn(about: About & Pick<Exchange, 'cookies' | 'now'>): Question | undefined {
  const { world, domain, cookies, now } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const opened = open(key, Buffer.from(cookies[nameOf(about)] ?? '', 'base64url'), contextOf(about))
  if (!opened) return undefined
  const question = JSON.parse(opened.toString('utf8')) as Question // authenticated: it is what we wrote
  return now < question.expiresAt ? question : undefined
}

function contextOf({ domain, query }: About): string[] {
  return ['device question', domain.userPoolId, domain.domain, flowSubject(query)]
}

function nameOf({ query }: About): string {
  return `remember-${flowSubject(query).slice(0, 8)}`
}
