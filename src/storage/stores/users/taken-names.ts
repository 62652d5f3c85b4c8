import type { Alias, LookUp } from '../../../domain/users/aliases.ts'
import type { Queries } from '../../driver/database.ts'
import { inRuns, placeholders } from '../row-runs.ts'

/** Returns for each name whether a user of the pool has it as username, alias or `sub`. */
export async function areTaken(
  queries: Queries,
  userPoolId: string,
  lookUps: readonly LookUp[],
): Promise<boolean[]> {
  const among = (names: readonly string[], place: string, ...rest: string[]) =>
    namesAmong(queries, names, place, userPoolId, ...rest)

  const usernames = await among(
    lookUps.map(({ username }) => username),
    'users where user_pool_id = $1 and username = names.column1',
  )
  const subs = await among(
    lookUps.flatMap(({ sub }) => sub ?? []),
    'users where user_pool_id = $1 and sub = names.column1',
  )
  const sought = lookUps.flatMap((lookUp) => lookUp.aliases)
  const aliases = new Map<Alias['attribute'], ReadonlySet<string>>()
  for (const attribute of new Set(sought.map((alias) => alias.attribute))) {
    const values = await among(
      sought.filter((alias) => alias.attribute === attribute).map(({ value }) => value),
      'user_aliases where user_pool_id = $1 and attribute = $2 and value = names.column1',
      attribute,
    )
    aliases.set(attribute, values)
  }

  return lookUps.map(
    (lookUp) =>
      usernames.has(lookUp.username) ||
      (lookUp.sub !== undefined && subs.has(lookUp.sub)) ||
      lookUp.aliases.some(({ attribute, value }) => aliases.get(attribute)?.has(value)),
  )
}

/**
 * Which of the names are in that place. One name after the other is looked for, as the subquery is made: with `in` or a
 * join PostgreSQL could choose, while the table is small, to read all of it, and stay with that when it has grown.
 */
async function namesAmong(
  queries: Queries,
  names: readonly string[],
  place: string,
  ...values: string[]
): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const run of inRuns([...new Set(names)])) {
    const rows = await queries.all<{ name: string }>(
      `select names.column1 as name from (values ${placeholders(run.length, 1, values.length + 1)}) as names
       where (select sub from ${place}) is not null`,
      ...values,
      ...run,
    )
    for (const { name } of rows) found.add(name)
  }
  return found
}
