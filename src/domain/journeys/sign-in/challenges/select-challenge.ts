import { invalidParameter } from '../../../../contract/service-error.ts'
import { isFirstChallenge } from '../../../factors/first-challenges.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { assertDeviceKnown } from '../choice/assert-device-known.ts'
import { openFirstStep, spendFirstStep } from '../choice/first-step.ts'
import { offeredChallenges } from '../choice/offered-challenges.ts'
import { identify } from '../claimant.ts'
import { proveSent } from '../password/prove-password.ts'
import type { PresentedStep, ProvenStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'
import { notOwed } from './not-owed.ts'
import { assertComplete, presentFirst } from './present-first.ts'

const NAME = 'SELECT_CHALLENGE'

/** SELECT_CHALLENGE: the user is to choose a first factor. */
export const selectChallenge: Challenge = { present: notOwed, answer }

/** A choice that is not offered, or incomplete, leaves the session as it is. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep | PresentedStep> {
  const { parameters } = step
  const { USERNAME, ANSWER } = requiredParameters(parameters, 'USERNAME', 'ANSWER')
  requiredParameter('Session', step.session)
  if (isFirstChallenge(ANSWER)) assertComplete(ANSWER, parameters)
  const claimant = await identify(context, step, USERNAME)
  const progress = await openFirstStep(context, step, NAME, claimant)
  const offered = await offeredChallenges(context, step, claimant)
  if (!isFirstChallenge(ANSWER) || !offered.includes(ANSWER)) throw notOffered()
  await assertDeviceKnown(context, step, claimant)
  await spendFirstStep(context, progress)
  if (ANSWER !== 'PASSWORD') return { challenge: await presentFirst(context, step, claimant, ANSWER) }
  const sent = requiredParameter('PASSWORD', parameters.PASSWORD)
  return proveSent(context, step, claimant, { requested: USERNAME, sent, begins: false })
}

/** Deviation: the service's text is not known (docs/deviations.md, "SELECT_CHALLENGE"). */
const notOffered = () => invalidParameter('Invalid ANSWER: the user has no such first factor.')
