import { passwordMatches } from '../../credentials/password-verifier.ts'
import { setPassword } from '../../credentials/set-password.ts'
import { userIdentity } from '../../credentials/srp.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { checkChosenPassword } from '../../threat-protection/check-credentials.ts'
import { guardOf } from '../../threat-protection/guard.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import { incorrectUsernameOrPassword } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { countTry } from '../shared/count-try.ts'
import { lockOwnUser } from './lock-own-user.ts'

export interface PasswordChange {
  /** Undefined is correct for users without a password. */
  readonly previous: string | undefined
  readonly proposed: string
}

/**
 * Changes the password of a signed-in user. Tokens issued before stay valid.
 * @throws NotAuthorizedException for a wrong password, and for a user whose password an identity provider keeps
 * @throws InvalidPasswordException, PasswordHistoryPolicyViolationException
 * @throws LimitExceededException
 */
export async function changePassword(
  context: RequestContext,
  { pool, client, user: { userPoolId, sub } }: Pick<TokenCaller, 'pool' | 'client' | 'user'>,
  { previous, proposed }: PasswordChange,
): Promise<void> {
  const { storage, slowGuesses, now } = context
  await storage.bookkeeping((stores) => countTry(stores, { userPoolId, sub }, 'changePassword', now))
  const brought = (await storage.stores.credentials.find(userPoolId, sub)).foreignPassword
  const knowsBrought =
    brought !== undefined && previous !== undefined && (await slowGuesses.matches(brought, previous))
  const guard = await guardOf(context, { pool, client })
  await checkChosenPassword(context, guard, 'PASSWORD_CHANGE', proposed)
  await storage.transaction(async (stores) => {
    const user = await lockOwnUser(stores, { userPoolId, sub })
    const { password: stored, foreignPassword } = await stores.credentials.lock(userPoolId, sub)
    const identity = userIdentity(userPoolId, user.username)
    const isRight = stored
      ? previous !== undefined && passwordMatches(stored.current, identity, previous)
      : foreignPassword
        ? knowsBrought
        : previous === undefined
    if (!isRight) throw incorrectUsernameOrPassword()
    await setPassword(
      stores,
      pool,
      user,
      { password: proposed, occasion: 'change', temporary: false },
      context,
    )
    await stores.users.save({
      ...user,
      status: statusAfter(user.status, 'password-changed'),
      modifiedAt: now,
    })
  })
}
