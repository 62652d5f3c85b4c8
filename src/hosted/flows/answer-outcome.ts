import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { grantAuthorization } from '../../domain/journeys/oauth/grant-authorization.ts'
import type { SignInOutcome } from '../../domain/journeys/sign-in/sign-in.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { CSRF_COOKIE, cookie, forget, SESSION_COOKIE } from '../domains/cookies.ts'
import { deviceCookie } from '../domains/device-cookie.ts'
import type { Exchange } from '../domains/exchange.ts'
import { CHALLENGE_PATHS } from './challenge-paths.ts'
import { type Flow, flowCookie, forgetFlow } from './flow.ts'
import { questionCookie } from './page/device-question.ts'
import { pageAddress } from './page/with-request.ts'

/** What a step of a sign-in ends with, ready to be answered. */
export type StepEnd =
  | { readonly flow: Flow }
  | { readonly address: string; readonly cookies: readonly string[] }

/**
 * What a step comes to: the page of the next challenge, the client's address, or first the question whether to remember
 * the browser. AWS: the cookies of a browser that has
 * signed in, in this order.
 */
export async function endStep(
  context: RequestContext,
  exchange: Exchange,
  request: AuthorizationRequest,
  outcome: SignInOutcome,
  flowOf: (challenge: Flow['challenge']) => Flow,
): Promise<StepEnd> {
  if ('challenge' in outcome) return { flow: flowOf(outcome.challenge) }
  if (!('entered' in outcome)) throw new Error('A sign-in in a browser ends in a session')
  const { user, session, eventId, device, asksForDevice } = outcome.entered
  const seconds = Math.floor((session.expiresAt - exchange.now) / 1000)
  const cookies = [
    forget(exchange, CSRF_COOKIE),
    cookie(exchange, CSRF_COOKIE, context.entropy.uuid()),
    cookie(exchange, SESSION_COOKIE, session.secret, seconds),
    forgetFlow(exchange),
    ...(device ? [deviceCookie(exchange, device)] : []),
  ]
  if (asksForDevice) {
    const question = questionCookie(exchange, { session: session.secret, eventId }, exchange.now)
    return { address: pageAddress(exchange, '/rememberDevice'), cookies: [...cookies, question] }
  }
  const address = await grantAuthorization(context, request, {
    user,
    ...session,
    eventId,
    deviceKey: device?.deviceKey,
  })
  return { address, cookies }
}

/**
 * The page for a challenge is asked for by a redirect, so that reloading it sends nothing again.
 * @param cookies values of further `Set-Cookie`
 */
export function answerStep(exchange: Exchange, end: StepEnd, cookies: readonly string[] = []): Answer {
  if ('address' in end) return redirect(exchange, end.address, [...end.cookies, ...cookies])
  const { challenge } = end.flow
  const path = CHALLENGE_PATHS[challenge.name]
  if (path === undefined) throw new Error(`No page asks for ${challenge.name}`)
  const address = `${exchange.domain.base}${path}?${exchange.rawQuery}`
  return redirect(exchange, address, [flowCookie(exchange, end.flow, exchange.now), ...cookies])
}
