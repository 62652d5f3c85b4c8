import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { aliasesOf, lookUpOf } from '../../users/aliases.ts'
import { heldAliases } from '../../users/claim-aliases.ts'
import { type RowOutcome, skipped, succeeded } from './row-outcome.ts'
import { rowsApart } from './rows-apart.ts'
import { aliasTaken, storeImportedUser, type UserStores } from './store-imported-user.ts'
import type { UserOfRow } from './user-of-row.ts'

/** The results for some rows, by the user of each. */
export type RowOutcomes = Map<UserOfRow, RowOutcome>

/**
 * Does the same as calling {@link storeImportedUser} for each row in turn, with few statements: first stores all users
 * who compete with no one for a name, together, and then the others one by one.
 */
export async function storeImportedUsers(
  stores: UserStores,
  pool: UserPool,
  rows: readonly UserOfRow[],
): Promise<RowOutcomes> {
  const lookUps = rows.map(({ requested }) => lookUpOf(pool.settings, requested, 'administrator'))
  const taken = await stores.users.areTaken(pool.id, lookUps)
  const outcomes: RowOutcomes = new Map(rows.filter((_, i) => taken[i]).map((row) => [row, skipped]))
  const newcomers = rows.filter((row) => !outcomes.has(row))
  const plain = await withFreeAliases(stores, pool, rowsApart(pool, newcomers))
  for (const [row, outcome] of await storeAtOnce(stores, pool, plain)) outcomes.set(row, outcome)
  for (const row of newcomers) {
    if (!outcomes.has(row)) outcomes.set(row, await storeImportedUser(stores, pool, row))
  }
  return outcomes
}

/** The rows whose aliases are all free. */
async function withFreeAliases(
  { users }: Pick<Stores, 'users'>,
  pool: UserPool,
  rows: readonly UserOfRow[],
): Promise<UserOfRow[]> {
  const claims = rows.flatMap((row) =>
    aliasesOf(pool.settings, row.user.attributes).map((alias) => ({ row, alias })),
  )
  const lookUps = claims.map(({ alias }) => ({ username: alias.value, sub: alias.value, aliases: [alias] }))
  const taken = await users.areTaken(pool.id, lookUps)
  const clashing = new Set(claims.filter((_, i) => taken[i]).map(({ row }) => row))
  return rows.filter((row) => !clashing.has(row))
}

/** A user who signs up at the same time may still take a name first. */
async function storeAtOnce(
  { users, credentials }: UserStores,
  pool: UserPool,
  rows: readonly UserOfRow[],
): Promise<RowOutcomes> {
  const stored = await users.insertAll(rows.map(({ user }) => user))
  const newcomers = rows.filter(({ user }) => stored.has(user.sub))
  const claims = newcomers.flatMap(({ user }) =>
    heldAliases(pool, user).map((alias) => ({ sub: user.sub, alias })),
  )
  const lost = await users.addAliases(pool.id, claims)
  const outcomes: RowOutcomes = new Map(rows.map((row) => [row, skipped]))
  for (const row of newcomers) {
    const clash = lost.find(({ sub }) => sub === row.user.sub)
    outcomes.set(row, clash ? aliasTaken(clash.alias) : succeeded)
    if (clash) await users.delete(pool.id, row.user.sub)
  }
  const withPassword = newcomers.flatMap((row) =>
    row.password && outcomes.get(row) === succeeded
      ? [{ sub: row.user.sub, foreignPassword: row.password }]
      : [],
  )
  await credentials.insertAll(pool.id, withPassword)
  return outcomes
}
