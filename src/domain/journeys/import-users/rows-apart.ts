import type { UserPool } from '../../user-pools/user-pool.ts'
import { aliasesOf, lookUpOf } from '../../users/aliases.ts'
import type { UserOfRow } from './user-of-row.ts'

/**
 * The rows that share no name with any other row: no username, alias or `sub`. Their results do not depend on the rows
 * before them.
 */
export function rowsApart(pool: UserPool, rows: readonly UserOfRow[]): UserOfRow[] {
  const uses = new Map<string, number>()
  const namesOfRows = rows.map((row) => namesOf(pool, row))
  for (const names of namesOfRows) {
    for (const name of names) uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return rows.filter((_, i) => [...(namesOfRows[i] ?? [])].every((name) => uses.get(name) === 1))
}

function namesOf({ settings }: UserPool, { user, requested }: UserOfRow): ReadonlySet<string> {
  const aliases = aliasesOf(settings, user.attributes).map(({ value }) => value)
  return new Set([
    user.username,
    user.sub,
    requested,
    lookUpOf(settings, requested, 'administrator').username,
    ...aliases,
  ])
}
