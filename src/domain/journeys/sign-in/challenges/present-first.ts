import { parseClientPublic } from '../../../credentials/srp.ts'
import type { FirstChallenge } from '../../../factors/first-challenges.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { type Parameters, requiredParameters } from '../../shared/required-parameters.ts'
import { FIRST_EMAIL, FIRST_SMS } from '../choice/code-factors.ts'
import { presentFirstFactorCode } from '../choice/first-factor-code.ts'
import { sealFirstStep } from '../choice/first-step.ts'
import type { Claimant } from '../claimant.ts'
import type { PresentedChallenge, SignInStep } from '../sign-in.ts'
import { presentVerifier } from './password-verifier.ts'
import { presentPasskey } from './web-authn.ts'

/** A first factor that is chosen first and proven in a second step. A password is proven at once. */
export type PresentedFirst = Exclude<FirstChallenge, 'PASSWORD'>

/**
 * Checks what has to come with the choice of a first factor.
 * @throws InvalidParameterException
 */
export function assertComplete(factor: FirstChallenge, parameters: Parameters): void {
  if (factor === 'PASSWORD') requiredParameters(parameters, 'PASSWORD')
  if (factor === 'PASSWORD_SRP') clientPublicOf(parameters)
}

/** The challenge of a first factor, for a user who has it or, where users are hidden, for any name. */
export async function presentFirst(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  factor: PresentedFirst,
): Promise<PresentedChallenge> {
  switch (factor) {
    case 'PASSWORD_SRP': {
      const challenge = presentVerifier(context, step, claimant, clientPublicOf(step.parameters))
      const session = sealFirstStep(context, step, claimant, { accepts: ['PASSWORD_VERIFIER'] })
      return { ...challenge, session }
    }
    case 'EMAIL_OTP':
      return presentFirstFactorCode(context, step, FIRST_EMAIL, claimant)
    case 'SMS_OTP':
      return presentFirstFactorCode(context, step, FIRST_SMS, claimant)
    case 'WEB_AUTHN':
      return presentPasskey(context, step, claimant)
  }
}

function clientPublicOf(parameters: Parameters): Buffer {
  return parseClientPublic(requiredParameters(parameters, 'SRP_A').SRP_A)
}
