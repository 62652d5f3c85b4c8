import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { openFirstStep, spendFirstStep } from '../choice/first-step.ts'
import { identify } from '../claimant.ts'
import type { PresentedStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'
import { notOwed } from './not-owed.ts'
import { assertComplete, presentFirst } from './present-first.ts'

const NAME = 'PASSWORD_SRP'

/** PASSWORD_SRP: the user, who may choose the first factor, begins to prove the password, in PASSWORD_VERIFIER. */
export const passwordSrp: Challenge = { present: notOwed, answer }

async function answer(context: RequestContext, step: SignInStep): Promise<PresentedStep> {
  const { USERNAME } = requiredParameters(step.parameters, 'USERNAME', 'SRP_A')
  requiredParameter('Session', step.session)
  assertComplete(NAME, step.parameters)
  const claimant = await identify(context, step, USERNAME)
  await spendFirstStep(context, await openFirstStep(context, step, NAME, claimant))
  return { challenge: await presentFirst(context, step, claimant, NAME) }
}
