import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { isRefusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { authorize } from '../../domain/journeys/oauth/authorize.ts'
import { checkAuthorizationRequest } from '../../domain/journeys/oauth/check-authorization-request.ts'
import { signInWithPassword } from '../../domain/journeys/oauth/sign-in-in-browser.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/enter-browser.ts'
import { redirect } from '../domains/answers.ts'
import { browserRequest } from '../domains/browser-request.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { loginPage } from '../pages/sign-in/login-page.ts'
import { answerStep, endStep } from './answer-outcome.ts'
import { newFlow } from './flow.ts'
import { messageOf } from './messages.ts'
import { formParts, ownForm } from './own-form.ts'
import { showExpired, showPage } from './show-page.ts'
import { browserEntry, SIGN_IN_GUESS, stepEntry } from './step-entry.ts'

/** GET /login takes the parameters of the authorization endpoint. */
export async function showLogin(exchange: Exchange): Promise<Response> {
  const outcome = await enter(exchange, { name: 'Login_GET' }, (context) =>
    authorize(context, browserRequest(exchange)),
  )
  if ('refusal' in outcome) return answerRefusal(exchange, outcome.refusal)
  if ('address' in outcome) return redirect(exchange, outcome.address)
  return show(exchange, outcome.signIn, { username: outcome.signIn.loginHint ?? '' })
}

/** POST /login: the username and the password. */
export async function postLogin(exchange: Exchange): Promise<Response> {
  const { storage } = exchange.world
  const request = await checkAuthorizationRequest(storage.stores, exchange.domain.userPoolId, exchange.query)
  if (isRefusal(request)) return answerRefusal(exchange, request)
  const form = ownForm(exchange)
  if (!form) return showExpired(exchange)
  const username = form.fields.get('username') ?? ''
  const password = form.fields.get('password') ?? ''
  try {
    const end = await enter(exchange, stepEntry(exchange, 'InitiateAuth', username), async (context) => {
      const browser = browserEntry(exchange, form.origin)
      const outcome = await context.guardAttempt(SIGN_IN_GUESS, () =>
        signInWithPassword(context, request, browser, { username, password }),
      )
      return endStep(context, exchange, request, outcome, (challenge) =>
        newFlow(form.origin, username, challenge, exchange.now),
      )
    })
    return answerStep(exchange, end)
  } catch (error) {
    if (isSignInOver(error)) return redirect(exchange, beginning(exchange))
    return show(exchange, request, { username, message: messageOf(error) })
  }
}

/** Where a sign-in begins anew, unless another request has completed it. */
export function beginning({ domain, rawQuery }: Exchange): string {
  return `${domain.base}/oauth2/authorize?${rawQuery}`
}

function show(
  exchange: Exchange,
  request: AuthorizationRequest,
  shown: { readonly username: string; readonly message?: string },
): Promise<Response> {
  const { csrf, cookies } = formParts(exchange)
  return showPage(exchange, loginPage({ csrf, ...shown }), { request, cookies })
}
