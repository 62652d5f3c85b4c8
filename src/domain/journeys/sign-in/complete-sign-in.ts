import type { RequestContext } from '../../requests/request-context.ts'
import { admit, assertMayEnter, type Proven } from './admission.ts'
import { grantTokens } from './grant-tokens.ts'
import { presentNewPassword } from './present-new-password.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

/**
 * What follows a password that was proven outside of any transaction: the next challenge, or tokens (AWS: the order of
 * challenges is a new password, a second factor, the device).
 */
export async function completeSignIn(
  context: RequestContext,
  step: SignInStep,
  proven: Proven,
): Promise<SignInOutcome> {
  const { storage, now } = context
  assertMayEnter(proven, now)
  if (proven.user.status === 'FORCE_CHANGE_PASSWORD') {
    await storage.bookkeeping((stores) => admit(stores, proven, now))
    return { challenge: presentNewPassword(context, step, proven) }
  }
  return { tokens: await grantTokens(context, step, proven.user, (stores) => admit(stores, proven, now)) }
}
