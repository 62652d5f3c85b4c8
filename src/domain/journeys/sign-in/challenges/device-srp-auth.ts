import { parseClientPublic } from '../../../credentials/srp.ts'
import { findTrustedDevice } from '../../../devices/find-trusted-device.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { identifyNamed } from '../claimant.ts'
import { invalidSession } from '../progress.ts'
import { goingOn, resume } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'DEVICE_SRP_AUTH'

/** DEVICE_SRP_AUTH: in the place of a second factor, a remembered device is to prove by SRP that it is the one. */
export const deviceSrpAuth = { present, answer } satisfies Challenge

function present(context: RequestContext, step: SignInStep, standing: SignInStanding): PresentedChallenge {
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts: [NAME] }),
    parameters: { USERNAME: standing.user.username },
  }
}

/** Takes `SRP_A`. A value or a device that is refused leaves the session as it is. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const required = ['USERNAME', 'DEVICE_KEY', 'SRP_A'] as const
  const { USERNAME, DEVICE_KEY, SRP_A } = requiredParameters(step.parameters, ...required)
  requiredParameter('Session', step.session)
  parseClientPublic(SRP_A)
  const claimant = await identifyNamed(context, step, USERNAME)
  const signIn = await resume(context, step, NAME, claimant)
  const device = await findTrustedDevice(context.storage.stores, step.pool, signIn.user, DEVICE_KEY)
  if (!device) throw invalidSession()
  return { ...goingOn(signIn), chosen: 'DEVICE_PASSWORD_VERIFIER' }
}
