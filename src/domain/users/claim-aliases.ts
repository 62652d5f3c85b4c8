import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type Alias, aliasesOf } from './aliases.ts'
import { type User, VERIFICATION_FLAG } from './user.ts'
import { aliasTaken, preferredUsernameTaken } from './user-errors.ts'
import { canonicalName } from './username-rules.ts'

/**
 * Gives a user the aliases that follow from the attributes, and looks whether a pending value could become one.
 * @throws AliasExistsException if somebody else has such a name
 */
export async function claimAliases(stores: Pick<Stores, 'users'>, pool: UserPool, user: User): Promise<void> {
  const aliases = aliasesOf(pool.settings, user.attributes)
  await assertPreferredUsernameFree(stores, user, aliases)
  for (const alias of pendingAliases(pool, user)) {
    const owner = await stores.users.aliasOwner(pool.id, alias)
    if (owner !== undefined && owner !== user.sub) throw aliasTaken(alias.attribute)
  }
  const taken = await stores.users.setAliases(pool.id, user.sub, aliases)
  if (taken)
    throw taken.attribute === 'preferred_username' ? preferredUsernameTaken() : aliasTaken(taken.attribute)
}

/**
 * Gives a user the aliases that follow from the attributes, and takes them from whoever has them: there the address
 * or number is unverified from then on (AWS: ForceAliasCreation).
 */
export async function moveAliases(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
  now: Instant,
): Promise<void> {
  const aliases = aliasesOf(pool.settings, user.attributes)
  await assertPreferredUsernameFree(stores, user, aliases)
  for (const alias of aliases) {
    const owner = await stores.users.aliasOwner(pool.id, alias)
    if (owner !== undefined && owner !== user.sub) await takeAlias(stores, pool, alias, owner, now)
  }
  const taken = await stores.users.setAliases(pool.id, user.sub, aliases)
  if (taken) throw aliasTaken(taken.attribute) // by somebody who came in between
}

async function takeAlias(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  alias: Alias,
  owner: string,
  now: Instant,
): Promise<void> {
  if (alias.attribute === 'preferred_username') throw preferredUsernameTaken()
  const loser = await stores.users.lock(pool.id, owner)
  await stores.users.releaseAlias(pool.id, alias)
  if (!loser) return
  const flag = VERIFICATION_FLAG[alias.attribute]
  const attributes = new Map([...loser.attributes, [flag, 'false']])
  await stores.users.save({ ...loser, attributes, modifiedAt: now })
}

/** A username is looked for before an alias, so whoever took another's as alias would never be found by it. */
async function assertPreferredUsernameFree(
  stores: Pick<Stores, 'users'>,
  user: User,
  aliases: readonly Alias[],
): Promise<void> {
  const alias = aliases.find(({ attribute }) => attribute === 'preferred_username')
  if (!alias) return
  const namesake = await stores.users.resolve(user.userPoolId, {
    username: alias.value,
    sub: alias.value,
    aliases: [alias],
  })
  if (namesake && namesake.sub !== user.sub) throw preferredUsernameTaken()
}

/** AWS: only an address or number that is a username is unique before it is verified. */
function pendingAliases({ settings }: UserPool, user: User): Alias[] {
  return (settings.usernameAttributes ?? []).flatMap((attribute) => {
    const value = user.pendingAttributes.get(attribute)
    return value === undefined ? [] : [{ attribute, value: canonicalName(settings, value) }]
  })
}
