import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/browser/enter-browser.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { enter } from '../domains/enter.ts'
import { type Exchange, secondRequest } from '../domains/exchange.ts'
import { answerStep, endStep, type StepEnd } from './answer-outcome.ts'
import { CHALLENGE_PATHS } from './challenge-paths.ts'
import { endsSignIn, spendsFirstStep } from './errors-of-sign-in.ts'
import { type Flow, flowCookie, flowIn, forgetFlow, nextFlow } from './flow.ts'
import { PAGE_GUESS } from './form-entry.ts'
import type { OwnForm } from './own-form.ts'
import { type FieldFault, withError } from './page/faults.ts'
import { onOwnPages } from './page/own-pages.ts'
import { noticeCookie } from './page/passing-notice.ts'
import { showExpired, showPage } from './page/show-page.ts'
import { beginning, withForm, withRequest } from './page/with-request.ts'
import { answerForm } from './sign-in/answers.ts'
import { beginByChoice } from './sign-in/begin-step.ts'
import { challengePage } from './sign-in/challenge-pages.ts'
import { arrive, type PageStep } from './sign-in/page-step.ts'
import { browserEntry, stepEntry } from './step-entry.ts'

/** GET of the page for the challenge that the browser's flow has come to. */
export function showChallenge(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, async (request) => {
    const flow = flowOf(exchange)
    return flow ? show(exchange, request, flow) : redirect(exchange, beginning(exchange))
  })
}

/** POST to that page: the answer to the challenge, or what the page offers besides. */
export function postChallenge(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, form) => {
    const flow = flowOf(exchange)
    if (!flow) return showExpired(exchange)
    try {
      const end = await answerFlow(exchange, request, flow, form)
      if ('fault' in end) return show(exchange, request, flow, { ...end, typed: form.fields })
      const isSentAgain = form.fields.get('action') === 'resend'
      return answerStep(exchange, end, isSentAgain ? [noticeCookie(exchange, 'codeSentAgain')] : [])
    } catch (error) {
      if (isSignInOver(error) || endsSignIn(error)) {
        const cookies = [forgetFlow(exchange), noticeCookie(exchange, 'sessionOver')]
        return redirect(exchange, beginning(exchange), cookies)
      }
      const renewed = spendsFirstStep(flow, error) ? await renew(exchange, request, flow) : undefined
      return show(exchange, request, renewed ?? flow, {
        fault: error,
        typed: form.fields,
        cookies: renewed && [flowCookie(exchange, renewed, exchange.now)],
      })
    }
  })
}

type FlowEnd = StepEnd | { readonly fault: FieldFault; readonly field: string }

function answerFlow(
  exchange: Exchange,
  request: AuthorizationRequest,
  flow: Flow,
  { fields }: OwnForm,
): Promise<FlowEnd> {
  const entry = stepEntry(exchange, 'RespondToAuthChallenge', flow.username)
  return enter(exchange, entry, async (context) => {
    const step = {
      context: onOwnPages(context, exchange),
      request,
      browser: browserEntry(exchange, flow),
      username: flow.username,
    }
    const answered = await context.guardAttempt(PAGE_GUESS, () => answerForm(step, flow, fields))
    if ('fault' in answered) return answered
    if ('stay' in answered) return { flow: nextFlow(flow, answered.stay) }
    const { outcome, state } = answered.arrival
    return endStep(context, exchange, request, outcome, (challenge) =>
      nextFlow(flow, { ...state, challenge }),
    )
  })
}

/** A wrong password or passkey uses up the session of a choice: the user gets another, at the same page. */
function renew(exchange: Exchange, request: AuthorizationRequest, flow: Flow): Promise<Flow | undefined> {
  const { username, view } = flow
  return enter(secondRequest(exchange), stepEntry(exchange, 'InitiateAuth', username), async (context) => {
    const step: PageStep = { context, request, browser: browserEntry(exchange, flow), username }
    const { outcome, state } = await arrive(step, await beginByChoice(step), true)
    return 'challenge' in outcome
      ? nextFlow(flow, { view, ...state, challenge: outcome.challenge })
      : undefined
  })
}

/** The flow, if it has come to the page that is asked for. */
function flowOf(exchange: Exchange): Flow | undefined {
  const flow = flowIn(exchange)
  return flow && CHALLENGE_PATHS[flow.challenge.name] === exchange.path ? flow : undefined
}

interface Wrong {
  /** An error, or the name of a text about the field. */
  readonly fault: unknown
  readonly field?: string | undefined
  readonly typed?: URLSearchParams | undefined
  readonly cookies?: readonly string[] | undefined
}

function show(exchange: Exchange, request: AuthorizationRequest, flow: Flow, wrong?: Wrong): Promise<Answer> {
  const { client, redirectUri } = request
  const { fault, field = 'code', typed, cookies } = wrong ?? {}
  return showPage(
    exchange,
    (frame) => {
      const { domain } = exchange
      return challengePage({ ...withError(frame, field, fault, FIELDS), domain, request, flow, typed })
    },
    { client, redirectUri, cookies },
  )
}

const FIELDS = ['code', 'password']
