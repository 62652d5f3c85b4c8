import { isRefusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../../domain/journeys/oauth/check-authorization-request.ts'
import { answerInBrowser } from '../../domain/journeys/oauth/sign-in-in-browser.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/enter-browser.ts'
import { redirect } from '../domains/answers.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { challengePage } from '../pages/sign-in/challenge-page.ts'
import { answerStep, endStep } from './answer-outcome.ts'
import { answersIn, CHALLENGE_FORMS } from './challenge-forms.ts'
import { type Flow, flowIn, forgetFlow, nextFlow } from './flow.ts'
import { beginning } from './login.ts'
import { endsSignIn, messageOf } from './messages.ts'
import { formParts, ownForm } from './own-form.ts'
import { showExpired, showPage } from './show-page.ts'
import { browserEntry, SIGN_IN_GUESS, stepEntry } from './step-entry.ts'

/** GET of the page for the challenge that the browser's flow has come to. */
export async function showChallenge(exchange: Exchange): Promise<Response> {
  const flow = flowOf(exchange)
  return flow ? show(exchange, flow) : redirect(exchange, beginning(exchange))
}

/** POST to that page: the answer to the challenge. */
export async function postChallenge(exchange: Exchange): Promise<Response> {
  const { storage } = exchange.world
  const request = await checkAuthorizationRequest(storage.stores, exchange.domain.userPoolId, exchange.query)
  if (isRefusal(request)) return answerRefusal(exchange, request)
  const form = ownForm(exchange)
  const flow = flowOf(exchange)
  if (!form || !flow) return showExpired(exchange)
  const { username, challenge } = flow
  const parameters = { ...answersIn(challenge.name, form.fields), USERNAME: username }
  const answer = { challenge: challenge.name, session: challenge.session, parameters }
  try {
    const entry = stepEntry(exchange, 'RespondToAuthChallenge', username)
    const end = await enter(exchange, entry, async (context) => {
      const browser = browserEntry(exchange, flow)
      const outcome = await context.guardAttempt(SIGN_IN_GUESS, () =>
        answerInBrowser(context, request, browser, answer),
      )
      return endStep(context, exchange, request, outcome, (next) => nextFlow(flow, next))
    })
    return answerStep(exchange, end)
  } catch (error) {
    if (isSignInOver(error) || endsSignIn(error)) {
      return redirect(exchange, beginning(exchange), [forgetFlow(exchange)])
    }
    return show(exchange, flow, messageOf(error))
  }
}

/** The flow, if it has come to the page that is asked for. */
function flowOf(exchange: Exchange): Flow | undefined {
  const flow = flowIn(exchange)
  return flow && CHALLENGE_FORMS[flow.challenge.name]?.path === exchange.path ? flow : undefined
}

function show(exchange: Exchange, { challenge }: Flow, message?: string): Promise<Response> {
  const { csrf, cookies } = formParts(exchange)
  return showPage(exchange, challengePage({ csrf, challenge, message }), { cookies })
}
