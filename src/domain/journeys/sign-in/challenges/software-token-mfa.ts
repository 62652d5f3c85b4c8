import { stillCounts } from '../../../factors/second-factor-table.ts'
import {
  softwareTokenMissing,
  usedTokenCode,
  wrongTokenCode,
} from '../../../factors/software-token-errors.ts'
import { stepOfCode } from '../../../factors/totp.ts'
import { assertNotLocked } from '../../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { refuseProof } from '../attempts/failures.ts'
import { identifyNamed } from '../claimant.ts'
import { refuseRecorded } from '../guard/record-refusal.ts'
import { invalidSession } from '../progress.ts'
import { resume, spendSession } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'SOFTWARE_TOKEN_MFA'

/** SOFTWARE_TOKEN_MFA: the user is to enter the code that the authenticator app shows. */
export const softwareTokenMfa = { present, answer } satisfies Challenge

function present(context: RequestContext, step: SignInStep, standing: SignInStanding): PresentedChallenge {
  const name = standing.app?.name
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts: [NAME] }),
    parameters: { ...(name && { FRIENDLY_DEVICE_NAME: name }), USER_ID_FOR_SRP: standing.user.username },
  }
}

/**
 * A wrong code counts as a failed sign-in. It leaves the session as it is, as does the code of a time step that was used
 * before.
 */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { storage, now } = context
  const { pool } = step
  const { USERNAME, SOFTWARE_TOKEN_MFA_CODE: code } = requiredParameters(
    step.parameters,
    'USERNAME',
    'SOFTWARE_TOKEN_MFA_CODE',
  )
  requiredParameter('Session', step.session)
  const claimant = await identifyNamed(context, step, USERNAME)
  const signIn = await resume(context, step, NAME, claimant)
  assertNotLocked(claimant.failures, now)
  const { sub } = signIn.user
  const { verified } = (await storage.stores.softwareTokens.find(pool.id, sub)) ?? {}
  if (!verified) throw softwareTokenMissing()
  const timeStep = stepOfCode(verified.secret, code, now)
  if (timeStep === undefined) return refuseProof(context, claimant, undefined, wrongTokenCode())
  if (timeStep <= verified.lastUsedStep) {
    return refuseRecorded(context, step.guard, { claimant, result: 'Failure' }, usedTokenCode())
  }
  const proofs = [...signIn.progress.proofs, { kind: 'totp' as const }]
  return {
    user: signIn.user,
    proofs,
    app: verified,
    async settle(stores) {
      const { user, failures } = await spendSession(stores, signIn)
      assertNotLocked(failures, now)
      const standing = { settings: pool.settings, user, hasSoftwareToken: true }
      if (!stillCounts(NAME, standing)) throw invalidSession()
      if (!(await stores.softwareTokens.useStep(pool.id, sub, verified.revision, timeStep)))
        throw usedTokenCode()
      return { proofs, failures }
    },
  }
}
