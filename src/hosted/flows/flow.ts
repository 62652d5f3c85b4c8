import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import type { PresentedChallenge } from '../../domain/journeys/sign-in/sign-in.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { requestCookie } from './request-cookie.ts'

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

/** The flow of a form that came to a challenge. */
export function newFlow(form: SingleUse, username: string, state: FlowState, now: Instant): Flow {
  const expiresAt = Math.min(form.expiresAt, now + LIFETIME)
  return { ...state, id: form.id, expiresAt, username, challenge: kept(state.challenge) }
}

/** The flow at its next step. Its time limit stays the same. */
export function nextFlow({ id, expiresAt, username }: Flow, state: FlowState): Flow {
  return { ...state, id, expiresAt, username, challenge: kept(state.challenge) }
}

const COOKIE = requestCookie<Flow>('flow', 'flow')

/** The cookie that carries the flow. */
export const flowCookie = COOKIE.make
export const flowIn = COOKIE.read
export const forgetFlow = COOKIE.forget

/** A cookie holds 4 KB: the values of the user's attributes, which no page shows, do not go in. */
function kept(challenge: PresentedChallenge): PresentedChallenge {
  const { userAttributes: _, ...parameters } = challenge.parameters
  return { ...challenge, parameters }
}
