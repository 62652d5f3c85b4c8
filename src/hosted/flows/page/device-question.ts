import { type Instant, MINUTE } from '../../../kernel/clock.ts'
import { type About, requestCookie } from '../request-cookie.ts'

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

const COOKIE = requestCookie<Question>('device question', 'remember')

export function questionCookie(about: About, asked: Omit<Question, 'expiresAt'>, now: Instant): string {
  return COOKIE.make(about, { ...asked, expiresAt: now + LIFETIME }, now)
}

/** The question that the browser has to answer; undefined if there is none, or no time left. */
export const questionIn = COOKIE.read
export const forgetQuestion = COOKIE.forget
