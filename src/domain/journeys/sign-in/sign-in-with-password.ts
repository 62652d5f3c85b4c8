import { passwordMatches } from '../../credentials/password-verifier.ts'
import { assertHasPassword, identify } from './claimant.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { assertMayTry, refuseProof } from './failures.ts'
import { requiredParameters } from './required-parameters.ts'
import type { SignInContext, SignInOutcome, SignInStep } from './sign-in.ts'

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password comes in the clear. */
export async function signInWithPassword(context: SignInContext, step: SignInStep): Promise<SignInOutcome> {
  const { USERNAME, PASSWORD } = requiredParameters(step.parameters, 'USERNAME', 'PASSWORD')
  const claimant = await identify(context, step, USERNAME)
  assertHasPassword(step, claimant)
  await assertMayTry(context, claimant)
  const matches = passwordMatches(claimant.verifier, claimant.identity, PASSWORD)
  const { user, password } = claimant
  if (!matches || !user || !password) return refuseProof(context, claimant)
  return completeSignIn(context, step, { user, password })
}
