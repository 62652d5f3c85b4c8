import { invalidParameter } from '../../../../contract/service-error.ts'
import { SECOND_FACTORS, type SecondFactor } from '../../../factors/mfa-settings.ts'
import { askedFactors } from '../../../factors/second-factor-table.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { identifyNamed } from '../claimant.ts'
import { goingOn, resume } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import { type SignInStanding, standingOf } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'SELECT_MFA_TYPE'

/** SELECT_MFA_TYPE: the user, who has several second factors and prefers none, is to choose one. */
export const selectMfaType = { present, answer } satisfies Challenge

function present(context: RequestContext, step: SignInStep, standing: SignInStanding): PresentedChallenge {
  const { user, secondFactor } = standing
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts: [NAME] }),
    parameters: {
      MFAS_CAN_CHOOSE: JSON.stringify(askedFactors(secondFactor)),
      USER_ID_FOR_SRP: user.username,
    },
  }
}

/** A choice that is not offered leaves the session as it is. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { USERNAME, ANSWER } = requiredParameters(step.parameters, 'USERNAME', 'ANSWER')
  requiredParameter('Session', step.session)
  const claimant = await identifyNamed(context, step, USERNAME)
  const signIn = await resume(context, step, NAME, claimant)
  const { proofs } = signIn.progress
  const { secondFactor } = await standingOf(context, step, { user: signIn.user, proofs })
  const chosen = SECOND_FACTORS.find((factor) => NAMES[factor].includes(ANSWER))
  if (!chosen || !askedFactors(secondFactor).includes(chosen)) throw notOffered()
  return { ...goingOn(signIn), chosen }
}

/** What answers call each factor. AWS: the documentation calls the e-mail factor otherwise than clients do. */
const NAMES: Readonly<Record<SecondFactor, readonly string[]>> = {
  SMS_MFA: ['SMS_MFA'],
  SOFTWARE_TOKEN_MFA: ['SOFTWARE_TOKEN_MFA'],
  EMAIL_OTP: ['EMAIL_OTP', 'EMAIL_MFA'],
}

/** Deviation: the service's text is not known (docs/deviations.md, "SELECT_MFA_TYPE"). */
const notOffered = () => invalidParameter('Invalid ANSWER: the user has no such second factor.')
