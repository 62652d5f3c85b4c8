import { passwordMatches } from '../../credentials/password-verifier.ts'
import type { StoredPassword } from '../../credentials/stored-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { requiredParameters } from '../shared/required-parameters.ts'
import { adoptForeignPassword } from './adopt-foreign-password.ts'
import { adoptFormerPassword, moveInStranger } from './ask-former-pool.ts'
import { assertKnown, assertMayProve, type Claimant, findClaimant } from './claimant.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { assertMayTry, refuseProof } from './failures.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password comes in the clear. */
export async function signInWithPassword(context: RequestContext, step: SignInStep): Promise<SignInOutcome> {
  const { USERNAME, PASSWORD } = requiredParameters(step.parameters, 'USERNAME', 'PASSWORD')
  const found = await findClaimant(context, step, USERNAME)
  const claimant = found.user ? found : await moveInStranger(context, step, found, PASSWORD)
  assertKnown(step, claimant)
  assertMayProve(step, claimant)
  await assertMayTry(context, claimant)
  const password = await provenPassword(context, step, claimant, PASSWORD)
  const { user } = claimant
  if (!user || !password) return refuseProof(context, claimant)
  return completeSignIn(context, step, { user, password })
}

/** The password as it is kept, if it is the one that was sent. */
async function provenPassword(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  sent: string,
): Promise<StoredPassword | undefined> {
  if (claimant.foreignPassword) return adoptForeignPassword(context, claimant, sent)
  if (passwordMatches(claimant.verifier, claimant.identity, sent)) return claimant.password
  return claimant.password ? undefined : adoptFormerPassword(context, step, claimant, sent)
}
