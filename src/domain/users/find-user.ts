import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lookUpOf } from './aliases.ts'
import type { User } from './user.ts'
import { userNotFound } from './user-errors.ts'

/**
 * The user that an administrator names by username, alias or `sub`.
 * @throws UserNotFoundException
 */
export async function findUser(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  requested: string,
): Promise<User> {
  const user = await stores.users.resolve(pool.id, lookUpOf(pool.settings, requested, 'administrator'))
  if (!user) throw userNotFound()
  return user
}

/** Like {@link findUser}, and locks the user until this transaction ends. */
export async function lockUser(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  requested: string,
): Promise<User> {
  const { sub } = await findUser(stores, pool, requested)
  const user = await stores.users.lock(pool.id, sub)
  if (!user) throw userNotFound() // deleted in the meantime
  return user
}
