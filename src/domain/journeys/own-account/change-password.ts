import { recordEvent } from '../../auth-events/record-event.ts'
import { passwordMatches } from '../../credentials/password-verifier.ts'
import { setPassword } from '../../credentials/set-password.ts'
import { userIdentity } from '../../credentials/srp.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
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
  { pool, client, user: caller }: Pick<TokenCaller, 'pool' | 'client' | 'user'>,
  { previous, proposed }: PasswordChange,
): Promise<void> {
  const { userPoolId, sub } = caller
  const { storage, slowGuesses, now, requestId } = context
  await storage.bookkeeping((stores) => countTry(stores, { userPoolId, sub }, 'changePassword', now))
  const brought = (await storage.stores.credentials.find(userPoolId, sub)).foreignPassword
  const knowsBrought =
    brought !== undefined && previous !== undefined && (await slowGuesses.matches(brought, previous))
  const guard = await guardOf(context, { pool, client })
  await checkChosenPassword(context, guard, 'PASSWORD_CHANGE', proposed)
  const event = { id: requestId, type: 'PasswordChange', clientId: client.id } as const
  let isWrong = false
  const change = async (stores: Stores) => {
    const user = await lockOwnUser(stores, { userPoolId, sub })
    const { password: stored, foreignPassword } = await stores.credentials.lock(userPoolId, sub)
    const identity = userIdentity(userPoolId, user.username)
    const isRight = stored
      ? previous !== undefined && passwordMatches(stored.current, identity, previous)
      : foreignPassword
        ? knowsBrought
        : previous === undefined
    isWrong = !isRight
    if (!isRight) throw incorrectUsernameOrPassword()
    const chosen = { password: proposed, occasion: 'change', temporary: false } as const
    await setPassword(stores, pool, user, chosen, context)
    const status = statusAfter(user.status, 'password-changed')
    await stores.users.save({ ...user, status, modifiedAt: now })
    await recordEvent(stores, guard, user, { ...event, response: 'Pass' }, context)
  }
  try {
    await storage.transaction(change)
  } catch (error) {
    if (isWrong && guard) {
      const fail = { ...event, response: 'Fail' } as const
      await storage.bookkeeping((stores) => recordEvent(stores, guard, caller, fail, context))
    }
    throw error
  }
}
