import type { Alias, LookUp } from '../../../domain/users/aliases.ts'
import type { Queries } from '../../driver/database.ts'

/** Statements that find a user, with as many columns as are needed; $1 is the pool. */
export interface UserStatements {
  readonly byUsername: string
  readonly bySub: string
}

/** The row of the user that a name in a request stands for: by username, then by alias, then by `sub`. */
export async function resolveRow<Row>(
  queries: Queries,
  { byUsername, bySub }: UserStatements,
  userPoolId: string,
  lookUp: LookUp,
): Promise<Row | undefined> {
  const namesake = await queries.first<Row>(byUsername, userPoolId, lookUp.username)
  if (namesake) return namesake
  for (const alias of lookUp.aliases) {
    const owner = await aliasOwner(queries, userPoolId, alias)
    if (owner !== undefined) return queries.first<Row>(bySub, userPoolId, owner)
  }
  return lookUp.sub === undefined ? undefined : queries.first<Row>(bySub, userPoolId, lookUp.sub)
}

/** The `sub` of the user who holds the alias. */
export async function aliasOwner(
  queries: Queries,
  userPoolId: string,
  alias: Alias,
): Promise<string | undefined> {
  const row = await queries.first<{ sub: string }>(
    'select sub from user_aliases where user_pool_id = $1 and attribute = $2 and value = $3',
    userPoolId,
    alias.attribute,
    alias.value,
  )
  return row?.sub
}
