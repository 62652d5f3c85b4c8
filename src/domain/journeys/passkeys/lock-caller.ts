import type { Stores } from '../../stores.ts'
import { accessTokenOfFormerUser } from '../../tokens/token-errors.ts'
import type { UserKey } from '../../users/user.ts'

/**
 * Holds the user who calls against other transactions.
 * @throws NotAuthorizedException if the user was deleted since the token was looked at: these operations declare no
 *   UserNotFoundException
 */
export async function lockCaller(stores: Pick<Stores, 'users'>, { userPoolId, sub }: UserKey): Promise<void> {
  if (!(await stores.users.lock(userPoolId, sub))) throw accessTokenOfFormerUser()
}
