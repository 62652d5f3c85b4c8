import { invalidParameter, type ServiceError } from '../../../../contract/service-error.ts'
import { levelOutOfReach } from '../../../assurance/step-up-errors.ts'
import { type FirstChallenge, isFirstChallenge } from '../../../factors/first-challenges.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { type Parameters, requiredParameter } from '../../shared/required-parameters.ts'
import { withAskedLevels } from '../asked-levels.ts'
import { preAuthenticate, preAuthenticateChallenged } from '../attempts/pre-authenticate.ts'
import { assertComplete, presentFirst } from '../challenges/present-first.ts'
import { sealFirstStep } from '../choice/first-step.ts'
import { challengesOf, isKnown, offeredChallenges } from '../choice/offered-challenges.ts'
import { provenByToken } from '../choice/proven-by-token.ts'
import { assertKnown, assertMayProve, type Claimant, findClaimant, identify } from '../claimant.ts'
import { recordingRefusal } from '../guard/record-refusal.ts'
import { withoutChallenge } from '../guard/without-challenge.ts'
import { proveSent } from '../password/prove-password.ts'
import { invalidSession, type Proof } from '../progress.ts'
import { goingOn, resume } from '../resume.ts'
import type { PresentedChallenge, SignInOutcome, SignInStep } from '../sign-in.ts'
import { proceed } from './proceed.ts'

/**
 * USER_AUTH: the user begins with the preferred first factor, if that is offered, or else chooses one.
 * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException for a user who can begin
 * with none
 */
export async function beginWithChoice(context: RequestContext, given: SignInStep): Promise<SignInOutcome> {
  const step = withAskedLevels(context, given)
  const { parameters, session } = step
  const requested = requiredParameter('USERNAME', parameters.USERNAME)
  if (session !== undefined) return beginAfterSignUp(context, step, requested)
  const preferred = preferredChallenge(parameters)
  if (preferred) assertComplete(preferred, parameters)
  const claimant = await findClaimant(context, step, requested)
  const lifted = await provenByToken(context, step, claimant)
  if (lifted) {
    await preAuthenticate(context, step, claimant, requested)
    return proceed(context, withoutChallenge(step), lifted)
  }
  const isSent = preferred === 'PASSWORD'
  if (!isSent) assertKnown(step, claimant)
  const offered = await offeredChallenges(context, step, claimant)
  // A stranger who sends a password may be a user who is still to be moved in.
  if (isSent && (!claimant.user || offered.includes('PASSWORD'))) {
    const sent = requiredParameter('PASSWORD', parameters.PASSWORD)
    return proceed(context, step, await proveSent(context, step, claimant, { requested, sent, begins: true }))
  }
  if (offered.length === 0) {
    return recordingRefusal(context, step.guard, { claimant }, () => {
      throw nothingToBeginWith(step, claimant)
    })
  }
  await preAuthenticateChallenged(context, step, claimant, requested)
  const challenge =
    preferred && preferred !== 'PASSWORD' && offered.includes(preferred)
      ? await presentFirst(context, step, claimant, preferred)
      : presentChoice(context, step, claimant)
  return { challenge: { ...challenge, availableChallenges: offered } }
}

/** SELECT_CHALLENGE. AWS: PASSWORD and PASSWORD_SRP may be answered without selecting them first. */
function presentChoice(context: RequestContext, step: SignInStep, claimant: Claimant): PresentedChallenge {
  const accepts = ['SELECT_CHALLENGE', 'PASSWORD', 'PASSWORD_SRP'] as const
  const session = sealFirstStep(context, step, claimant, { accepts })
  return { name: 'SELECT_CHALLENGE', parameters: {}, session }
}

/**
 * AWS: with the session of ConfirmSignUp the user who has just been confirmed comes in without another first factor. If
 * the code alone confirmed the sign-up, it must be one that the user may begin with now.
 */
async function beginAfterSignUp(
  context: RequestContext,
  step: SignInStep,
  requested: string,
): Promise<SignInOutcome> {
  const claimant = await identify(context, step, requested)
  const signIn = await resume(context, step, 'InitiateAuth', claimant)
  const { proofs } = signIn.progress
  const code = proofs.map(({ kind }) => CODES[kind]).find((challenge) => challenge !== undefined)
  if (code && !(isKnown(claimant) && (await challengesOf(context, step, claimant)).includes(code)))
    throw invalidSession()
  await preAuthenticate(context, step, claimant, requested)
  return proceed(context, step, goingOn(signIn))
}

const CODES: { readonly [Kind in Proof['kind']]?: FirstChallenge } = {
  'email-code': 'EMAIL_OTP',
  'text-code': 'SMS_OTP',
}

function preferredChallenge({ PREFERRED_CHALLENGE: name }: Parameters): FirstChallenge | undefined {
  if (!name) return undefined
  if (!isFirstChallenge(name)) throw unknownPreference()
  return name
}

function nothingToBeginWith(step: SignInStep, claimant: Claimant): ServiceError {
  assertMayProve(step, claimant)
  if (step.levels) return levelOutOfReach()
  return incorrectUsernameOrPassword()
}

/** Deviation: the service's text is not known (docs/deviations.md, "PREFERRED_CHALLENGE"). */
const unknownPreference = () => invalidParameter('Invalid PREFERRED_CHALLENGE')
