import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { assertDeviceKnown } from '../choice/assert-device-known.ts'
import { openFirstStep, spendFirstStep } from '../choice/first-step.ts'
import { identify } from '../claimant.ts'
import { proveSent } from '../password/prove-password.ts'
import type { ProvenStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'
import { notOwed } from './not-owed.ts'

/** PASSWORD: the user, who may choose the first factor, sends the password. */
export const password: Challenge = { present: notOwed, answer }

/** A password uses up the session, right or wrong. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { USERNAME, PASSWORD } = requiredParameters(step.parameters, 'USERNAME', 'PASSWORD')
  requiredParameter('Session', step.session)
  const claimant = await identify(context, step, USERNAME)
  const progress = await openFirstStep(context, step, 'PASSWORD', claimant)
  await assertDeviceKnown(context, step, claimant)
  await spendFirstStep(context, progress)
  return proveSent(context, step, claimant, { requested: USERNAME, sent: PASSWORD, begins: false })
}
