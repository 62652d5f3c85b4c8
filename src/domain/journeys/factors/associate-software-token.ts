import { newSecret, secretText } from '../../factors/totp.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import { accessTokenOfFormerUser } from '../../tokens/token-errors.ts'
import { assertSoftwareTokensEnabled, nextSession, resumeSetUp, spendSetUp } from './resume-set-up.ts'

// AWS: a new secret replaces one that awaits its first code, while a verified one stays until then.

/**
 * Gives a signed-in user a new secret, in base32, which has no effect before its first code.
 * @throws SoftwareTokenMFANotFoundException in a pool without software tokens
 */
export async function associateSoftwareToken(
  { storage, entropy }: RequestContext,
  { pool, user: { userPoolId, sub } }: Pick<TokenCaller, 'pool' | 'user'>,
): Promise<string> {
  assertSoftwareTokensEnabled(pool)
  const secret = newSecret(entropy)
  await storage.transaction(async (stores) => {
    if (!(await stores.users.lock(userPoolId, sub))) throw accessTokenOfFormerUser()
    await stores.softwareTokens.setPending(userPoolId, sub, secret)
  })
  return secretText(secret)
}

/**
 * The same for a user who has to set up a second factor before the sign-in goes on. The session moves on.
 * @throws NotAuthorizedException for any session but that of such a sign-in
 */
export async function associateAtSignIn(
  context: RequestContext,
  session: string,
): Promise<{ readonly secret: string; readonly session: string }> {
  const setUp = await resumeSetUp(context, session, 'AssociateSoftwareToken')
  const { userPoolId, sub } = setUp.signIn.user
  const secret = newSecret(context.entropy)
  const { user, progress } = await context.storage.transaction(async (stores) => {
    const settled = await spendSetUp(stores, setUp)
    await stores.softwareTokens.setPending(userPoolId, sub, secret)
    return settled
  }, setUp.signIn.user)
  const accepts = ['MFA_SETUP', 'AssociateSoftwareToken', 'VerifySoftwareToken'] as const
  const { proofs, rounds } = progress
  const next = nextSession(context, setUp, user, { proofs, rounds, accepts })
  return { secret: secretText(secret), session: next }
}
