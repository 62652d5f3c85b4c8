import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { type Alias, lookUpOf } from '../../users/aliases.ts'
import { claimAliases } from '../../users/claim-aliases.ts'
import { accountWithGivenExists } from '../../users/user-errors.ts'
import { failed, type RowOutcome, skipped, succeeded } from './row-outcome.ts'
import type { UserOfRow } from './user-of-row.ts'

export type UserStores = Pick<Stores, 'credentials' | 'users'>

/**
 * Stores the user of a row, in a transaction that continues if the row fails. The user of a failed row leaves nothing
 * behind.
 */
export async function storeImportedUser(
  stores: UserStores,
  pool: UserPool,
  { user, requested, password }: UserOfRow,
): Promise<RowOutcome> {
  if (await stores.users.resolve(pool.id, lookUpOf(pool.settings, requested, 'administrator'))) return skipped
  if (!(await stores.users.insert(user))) return skipped
  const taken = hasAliases(pool) ? await claimAliases(stores, pool, user) : undefined
  if (taken) {
    await stores.users.delete(pool.id, user.sub)
    return aliasTaken(taken)
  }
  if (password) await stores.credentials.setForeignPassword(pool.id, user.sub, password)
  return succeeded
}

export const aliasTaken = ({ attribute }: Alias): RowOutcome =>
  failed(accountWithGivenExists(attribute).message)

/** Skips the statement for users without aliases, since an import can have very many rows. */
function hasAliases({ settings }: UserPool): boolean {
  return Boolean(settings.aliasAttributes?.length || settings.usernameAttributes?.length)
}
