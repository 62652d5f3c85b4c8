import type { Stores } from '../../stores.ts'
import type { User, UserKey } from '../../users/user.ts'
import { userNotFound } from '../../users/user-errors.ts'

/** Locks the user and returns it as it is now. @throws UserNotFoundException if it was deleted meanwhile */
export async function lockOwnUser(
  stores: Pick<Stores, 'users'>,
  { userPoolId, sub }: UserKey,
): Promise<User> {
  const user = await stores.users.lock(userPoolId, sub)
  if (!user) throw userNotFound()
  return user
}
