import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import type { PresentedChallenge } from '../../domain/journeys/sign-in/sign-in.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { open, seal } from '../../kernel/cryptography/encryption.ts'
import { cookie, forget } from '../domains/cookies.ts'
import type { Exchange } from '../domains/exchange.ts'
import { flowSubject } from './flow-subject.ts'

/** AWS: a sign-in on the pages has to be complete after five minutes. */
const LIFETIME = 5 * MINUTE

/** A sign-in that goes on from page to page. The browser carries it in a sealed cookie. */
export interface Flow extends SingleUse {
  /** As the user typed it. */
  readonly username: string
  /** What the user has to answer next. */
  readonly challenge: PresentedChallenge
  /** Whether the user has chosen how to begin, and has proven nothing yet. */
  readonly isFirst?: boolean | undefined
  /** What the user has chosen on the page of a challenge that has several pages. */
  readonly view?: string | undefined
  /** Of the authenticator app that is being set up, in Base32. */
  readonly secret?: string | undefined
}

/** What changes from step to step. */
export type FlowState = Pick<Flow, 'challenge' | 'isFirst' | 'secret' | 'view'>

type About = Pick<Exchange, 'world' | 'domain' | 'query' | 'secure'>

/** The flow of a form that came to a challenge. */
export function newFlow(form: SingleUse, username: string, state: FlowState, now: Instant): Flow {
  const expiresAt = Math.min(form.expiresAt, now + LIFETIME)
  return { ...state, id: form.id, expiresAt, username, challenge: kept(state.challenge) }
}

/** The flow at its next step. Its time limit stays the same. */
export function nextFlow({ id, expiresAt, username }: Flow, state: FlowState): Flow {
  return { ...state, id, expiresAt, username, challenge: kept(state.challenge) }
}

/** The cookie that carries the flow. Each authorization request has one of its own, so that tabs do not mix. */
export function flowCookie(about: About, flow: Flow, now: Instant): string {
  const { world, domain } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const sealed = seal(key, world.entropy, JSON.stringify(flow), contextOf(about)).toString('base64url')
  return cookie(about, nameOf(about), sealed, Math.ceil((flow.expiresAt - now) / 1000))
}

export function forgetFlow(about: About): string {
  return forget(about, nameOf(about))
}

/** The flow that the browser carries for this domain and authorization request, if it has time left. */
export function flowIn(about: About & Pick<Exchange, 'cookies' | 'now'>): Flow | undefined {
  const { world, domain, cookies, now } = about
  const key = world.poolKeys('browser sign-ins', domain.userPoolId)
  const sealed = Buffer.from(cookies[nameOf(about)] ?? '', 'base64url')
  const opened = open(key, sealed, contextOf(about))
  if (!opened) return undefined
  const flow = JSON.parse(opened.toString('utf8')) as Flow // authenticated: it is what we wrote
  return now < flow.expiresAt ? flow : undefined
}

function contextOf({ domain, query }: About): string[] {
  return ['flow', domain.userPoolId, domain.domain, flowSubject(query)]
}

function nameOf({ query }: About): string {
  return `flow-${flowSubject(query).slice(0, 8)}`
}

/** A cookie holds 4 KB: the values of the user's attributes, which no page shows, do not go in. */
function kept(challenge: PresentedChallenge): PresentedChallenge {
  const { userAttributes: _, ...parameters } = challenge.parameters
  return { ...challenge, parameters }
}
