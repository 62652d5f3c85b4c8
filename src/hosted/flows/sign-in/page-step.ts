import type { BrowserEntry } from '../../../domain/browser-sessions/browser-entry.ts'
import { associateAtSignIn } from '../../../domain/journeys/factors/associate-software-token.ts'
import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { answerInBrowser } from '../../../domain/journeys/oauth/sign-in-in-browser.ts'
import type { PresentedChallenge, SignInOutcome } from '../../../domain/journeys/sign-in/sign-in.ts'
import type { RequestContext } from '../../../domain/requests/request-context.ts'
import type { FlowState } from '../flow.ts'

/** A step of a sign-in on the pages, within its request. */
export interface PageStep {
  readonly context: RequestContext
  readonly request: AuthorizationRequest
  readonly browser: BrowserEntry
  /** As the user typed it. */
  readonly username: string
}

/** What a step comes to, and how the page of a challenge begins. */
export interface Arrival {
  readonly outcome: SignInOutcome
  readonly state?: Omit<FlowState, 'challenge'> | undefined
}

/** The factors that a user may begin with. The pages send passwords: SRP is nothing to choose. */
export function firstFactorsOf({ availableChallenges = [] }: PresentedChallenge): readonly string[] {
  return availableChallenges.filter((name) => name !== 'PASSWORD_SRP')
}

/** The second factors that a user may set up, or choose from. */
export function secondFactorsOf({ parameters }: PresentedChallenge): readonly string[] {
  return JSON.parse(parameters.MFAS_CAN_SETUP ?? parameters.MFAS_CAN_CHOOSE ?? '[]')
}

/**
 * Goes on where there is nothing to choose from.
 * @param isFirst whether nothing is proven yet
 */
export async function arrive(step: PageStep, outcome: SignInOutcome, isFirst: boolean): Promise<Arrival> {
  if (!('challenge' in outcome)) return { outcome }
  const { challenge } = outcome
  if (challenge.name === 'MFA_SETUP') {
    const [only, ...others] = secondFactorsOf(challenge)
    return only === undefined || others.length > 0 ? { outcome } : chooseSetUp(step, challenge, only)
  }
  return { outcome, state: { isFirst } }
}

/** Begins with a first factor. The password comes in the same answer as the choice, so its page comes first. */
export async function chooseFirst(
  step: PageStep,
  challenge: PresentedChallenge,
  factor: string,
): Promise<Arrival> {
  if (factor === 'PASSWORD') return { outcome: { challenge }, state: { isFirst: true, view: factor } }
  const outcome = await answer(step, challenge, { ANSWER: factor })
  return { outcome, state: { isFirst: true } }
}

/** Begins to set up a second factor: an app gets its secret, an address or number is asked for. */
export async function chooseSetUp(
  step: PageStep,
  challenge: PresentedChallenge,
  factor: string,
): Promise<Arrival> {
  if (factor !== 'SOFTWARE_TOKEN_MFA') return { outcome: { challenge }, state: { view: factor } }
  const { secret, session } = await associateAtSignIn(step.context, challenge.session ?? '')
  return { outcome: { challenge: { ...challenge, session } }, state: { view: factor, secret } }
}

/** Answers a challenge. @throws what RespondToAuthChallenge throws */
export function answer(
  { context, request, browser, username }: PageStep,
  { name, session }: Pick<PresentedChallenge, 'name' | 'session'>,
  answers: Readonly<Record<string, string>>,
): Promise<SignInOutcome> {
  const parameters = { ...answers, USERNAME: username }
  return answerInBrowser(context, request, browser, { challenge: name, session, parameters })
}
