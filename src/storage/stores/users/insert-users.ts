import type { User } from '../../../domain/users/user.ts'
import type { AliasClaim } from '../../../domain/users/user-store.ts'
import type { Queries } from '../../driver/database.ts'
import { forRows, inRuns, placeholders } from '../row-runs.ts'
import { mfaColumn, searchedColumns } from './user-rows.ts'

const COLUMNS = `user_pool_id, sub, username, status, enabled, attributes, pending_attributes, created_at, modified_at,
  email, phone_number, name, given_name, family_name, preferred_username, mfa_settings, signed_out_at`

const insertOfUsers = forRows(
  (rows) =>
    `insert into users (${COLUMNS}) values ${placeholders(rows, COLUMNS.split(',').length)}
     on conflict do nothing returning sub`,
)
const additionOfCounts = forRows(
  (rows) =>
    `insert into user_counts (user_pool_id, shard, users) values ${placeholders(rows, 3)}
     on conflict (user_pool_id, shard) do update set users = user_counts.users + excluded.users`,
)
const insertOfAliases = forRows(
  (rows) =>
    `insert into user_aliases (user_pool_id, attribute, value, sub) values ${placeholders(rows, 4)}
     on conflict do nothing returning attribute, value, sub`,
)

/** Counts are spread over this many rows per pool. */
const COUNT_SHARDS = 16

/**
 * Inserts users of one pool and returns the `sub` of each whose name was free. Updates the counts last: other
 * transactions that add users to the pool wait for the counts until this one ends, so this one must not wait for them.
 */
export async function insertUsers(queries: Queries, users: readonly User[]): Promise<Set<string>> {
  const inserted = new Set<string>()
  for await (const run of inRuns(users)) {
    const rows = await queries.all<{ sub: string }>(insertOfUsers(run.length), ...run.flatMap(valuesOf))
    for (const { sub } of rows) inserted.add(sub)
  }
  const [first] = users
  if (first) await countUsers(queries, first.userPoolId, inserted, 1)
  return inserted
}

function valuesOf(user: User) {
  return [
    user.userPoolId,
    user.sub,
    user.username,
    user.status,
    user.enabled,
    JSON.stringify([...user.attributes]),
    JSON.stringify([...user.pendingAttributes]),
    user.createdAt,
    user.modifiedAt,
    ...searchedColumns(user),
    mfaColumn(user.mfa),
    user.signedOutAt ?? null,
  ]
}

/** Adds to or subtracts from the user counts of a pool. Always in the same order, to avoid deadlocks. */
export async function countUsers(
  queries: Queries,
  userPoolId: string,
  subs: Iterable<string>,
  change: 1 | -1,
): Promise<void> {
  const changes = new Map<number, number>()
  for (const sub of subs) changes.set(shardOf(sub), (changes.get(shardOf(sub)) ?? 0) + change)
  const rows = [...changes].sort(([one], [other]) => one - other)
  for await (const run of inRuns(rows)) {
    await queries.run(
      additionOfCounts(run.length),
      ...run.flatMap(([shard, users]) => [userPoolId, shard, users]),
    )
  }
}

function shardOf(sub: string): number {
  return Number.parseInt(sub.slice(-1), 16) % COUNT_SHARDS || 0
}

interface AliasRow {
  attribute: string
  value: string
  sub: string
}

/** Inserts aliases and returns the claims whose alias another user holds. */
export async function insertAliases(
  queries: Queries,
  userPoolId: string,
  claims: readonly AliasClaim[],
): Promise<AliasClaim[]> {
  const lost: AliasClaim[] = []
  for await (const run of inRuns(claims)) {
    const rows = await queries.all<AliasRow>(
      insertOfAliases(run.length),
      ...run.flatMap(({ alias, sub }) => [userPoolId, alias.attribute, alias.value, sub]),
    )
    lost.push(...run.filter((claim) => !rows.some((row) => isOf(claim, row))))
  }
  return lost
}

function isOf({ alias, sub }: AliasClaim, row: AliasRow): boolean {
  return row.sub === sub && row.attribute === alias.attribute && row.value === alias.value
}
