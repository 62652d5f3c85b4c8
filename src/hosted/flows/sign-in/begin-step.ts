import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { signInByChoice } from '../../../domain/journeys/oauth/sign-in-in-browser.ts'
import type { SignInOutcome } from '../../../domain/journeys/sign-in/sign-in.ts'
import type { Answer } from '../../domains/answer.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { answerStep, endStep } from '../answer-outcome.ts'
import { newFlow } from '../flow.ts'
import { PAGE_GUESS } from '../form-entry.ts'
import type { OwnForm } from '../own-form.ts'
import { browserEntry, stepEntry } from '../step-entry.ts'
import { arrive, type PageStep } from './page-step.ts'

interface Beginning {
  readonly username: string
  /** @throws what InitiateAuth throws */
  begin(step: PageStep): Promise<SignInOutcome>
  /** Whether it proves nothing yet. */
  readonly isFirst?: boolean
  /** Values of further `Set-Cookie`. */
  readonly cookies?: readonly string[]
}

/** Begins a sign-in by a form, and answers with the page or address that it comes to. */
export async function beginStep(
  exchange: Exchange,
  request: AuthorizationRequest,
  { origin }: Pick<OwnForm, 'origin'>,
  { username, begin, isFirst = false, cookies }: Beginning,
): Promise<Answer> {
  const end = await enter(exchange, stepEntry(exchange, 'InitiateAuth', username), async (context) => {
    const step: PageStep = { context, request, browser: browserEntry(exchange, origin), username }
    const outcome = await context.guardAttempt(PAGE_GUESS, () => begin(step))
    const arrival = await arrive(step, outcome, isFirst)
    return endStep(context, exchange, request, arrival.outcome, (challenge) =>
      newFlow(origin, username, { ...arrival.state, challenge }, exchange.now),
    )
  })
  return answerStep(exchange, end, cookies)
}

/** Begins with the name of the user alone, or with a first factor too. */
export function beginByChoice(
  { context, request, browser, username }: PageStep,
  preferred?: string,
): Promise<SignInOutcome> {
  const preference = preferred === undefined ? {} : { PREFERRED_CHALLENGE: preferred }
  return signInByChoice(context, request, browser, { USERNAME: username, ...preference })
}
