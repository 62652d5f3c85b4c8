import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { levelsNamed } from '../../assurance/assurance.ts'
import { hasLevels } from '../../assurance/shown-assurance.ts'
import type { BrowserEntry } from '../../browser-sessions/browser-entry.ts'
import { hidingUsers } from '../../clients/hides-users.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Parameters } from '../shared/required-parameters.ts'
import { answerChallenge } from '../sign-in/flows/answer-challenge.ts'
import { beginWithChoice } from '../sign-in/flows/begin-with-choice.ts'
import { proceed } from '../sign-in/flows/proceed.ts'
import { guardStep } from '../sign-in/guard/guard-step.ts'
import { provePassword } from '../sign-in/password/prove-password.ts'
import { withProgress } from '../sign-in/session/with-progress.ts'
import type { SignInOutcome, SignInStep } from '../sign-in/sign-in.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

/** For threat protection. */
const FROM_BROWSER = { flow: 'standard', initiator: 'anyone', proves: 'Password' } as const

/**
 * Begins a sign-in with a username and a password. AWS: the pages ignore ExplicitAuthFlows.
 * @throws what InitiateAuth throws
 */
export function signInWithPassword(
  context: RequestContext,
  request: AuthorizationRequest,
  browser: BrowserEntry,
  { username, password }: { readonly username: string; readonly password: string },
): Promise<SignInOutcome> {
  const step = stepOf(context, request, browser, { USERNAME: username, PASSWORD: password })
  return guardStep(context, step, FROM_BROWSER, async (it) =>
    proceed(context, it, await provePassword(context, it)),
  )
}

/**
 * Begins a sign-in with a username alone, or with the first factor that the user prefers (`PREFERRED_CHALLENGE`).
 * @throws what InitiateAuth throws for USER_AUTH
 */
export function signInByChoice(
  context: RequestContext,
  request: AuthorizationRequest,
  browser: BrowserEntry,
  parameters: Parameters,
): Promise<SignInOutcome> {
  const step = stepOf(context, request, browser, parameters)
  return guardStep(context, step, FROM_BROWSER, (it) => beginWithChoice(context, it))
}

/**
 * Signs in a user who has just confirmed a sign-up.
 * @param confirmed the name of the user, and the session that the confirmation returned
 * @throws what InitiateAuth throws for USER_AUTH
 */
export function signInAfterSignUp(
  context: RequestContext,
  request: AuthorizationRequest,
  browser: BrowserEntry,
  { username, session }: { readonly username: string; readonly session: string },
): Promise<SignInOutcome> {
  const step = { ...stepOf(context, request, browser, { USERNAME: username }), session }
  return guardStep(context, withProgress(context, step), { ...FROM_BROWSER, proves: undefined }, (it) =>
    beginWithChoice(context, it),
  )
}

/**
 * Goes on with a sign-in by the answer to a challenge.
 * @throws what RespondToAuthChallenge throws
 */
export function answerInBrowser(
  context: RequestContext,
  request: AuthorizationRequest,
  browser: BrowserEntry,
  answer: {
    readonly challenge: ChallengeNameType
    readonly session: string | undefined
    readonly parameters: Parameters
  },
): Promise<SignInOutcome> {
  const step = stepOf(context, request, browser, answer.parameters)
  return answerChallenge(context, { ...step, session: answer.session }, answer.challenge, 'anyone')
}

export function stepOf(
  context: RequestContext,
  { pool, client, sessionConfiguration, acrValues = '' }: AuthorizationRequest,
  browser: BrowserEntry | undefined,
  parameters: Parameters,
): SignInStep {
  const targets = hasLevels(context, pool) ? levelsNamed(pool.settings, acrValues) : []
  return {
    pool,
    sessionConfiguration,
    client: hidingUsers(client),
    secrets: [], // the browser has none of the client, so none is asked for
    parameters,
    browser,
    ...(targets.length > 0 && { levels: { targets, required: false } }),
  }
}
