import type { Instant } from '../../kernel/clock.ts'
import { VERIFICATION_FLAG } from '../attributes/attributes.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type Alias, aliasesOfUser } from './aliases.ts'
import type { User } from './user.ts'
import { voidCodes } from './void-codes.ts'

/**
 * Gives a user the aliases that follow from the attributes. Returns the first one that another user holds; the caller
 * then throws the operation's own error and must not go on with the transaction.
 */
export async function claimAliases(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
): Promise<Alias | undefined> {
  const taken = await takenAlias(stores, pool, user)
  return taken ?? stores.users.setAliases(pool.id, user.sub, heldAliases(pool, user))
}

/** The first alias that follows from the attributes and is a name of another user. */
export async function takenAlias(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
): Promise<Alias | undefined> {
  const aliases = aliasesOfUser(pool.settings, user)
  for (const alias of [...aliases, ...pendingAliases(pool, user)]) {
    if (await isAnothers(stores, user, alias)) return alias
  }
  return undefined
}

/**
 * All aliases a user holds: those from the attributes and, in pools where users choose an alias, the username itself.
 */
export function heldAliases(pool: UserPool, user: User): Alias[] {
  const aliases = aliasesOfUser(pool.settings, user)
  return [...aliases, ...reservedName(pool, user, aliases)]
}

/**
 * In pools where users choose an alias, each user also holds the username as an alias. If two requests ask for one name
 * at the same time, one as username and one as alias, only one of them gets it.
 */
function reservedName({ settings }: UserPool, { username }: User, aliases: readonly Alias[]): Alias[] {
  const reserved = { attribute: 'preferred_username', value: username } as const
  const isHeld = aliases.some(
    ({ attribute, value }) => attribute === reserved.attribute && value === username,
  )
  return settings.aliasAttributes?.includes('preferred_username') && !isHeld ? [reserved] : []
}

/**
 * Like {@link claimAliases}, but takes addresses and numbers from their present holder, where they then become
 * unverified (AWS: ForceAliasCreation). Never takes a preferred username. If several requests want the same alias, the
 * last to commit gets it.
 */
export async function moveAliases(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  now: Instant,
): Promise<Alias | undefined> {
  for (let round = 1; ; round++) {
    for (const alias of aliasesOfUser(pool.settings, user)) {
      await takeAlias(stores, pool, user, alias, now)
    }
    const kept = await claimAliases(stores, pool, user)
    if (!kept || round === MOST_ROUNDS || !(await canBeTaken(stores, pool, user, kept))) return kept
  }
}

/** After losing to this many concurrent requests, a transaction reports the alias as taken. */
const MOST_ROUNDS = 10

/**
 * Takes an alias from its owner. Reads the owner of the alias again once the user is locked: another request may have
 * taken the alias while we waited for the lock. Deleting it then would leave two owners.
 */
async function takeAlias(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  alias: Alias,
  now: Instant,
): Promise<void> {
  if (alias.attribute === 'preferred_username') return
  let owner = await stores.users.aliasOwner(pool.id, alias)
  while (owner !== undefined && owner !== user.sub) {
    const loser = await stores.users.lock(pool.id, owner)
    if (loser && (await stores.users.releaseAlias(pool.id, alias, owner))) {
      const attributes = new Map([
        ...loser.attributes,
        [VERIFICATION_FLAG[alias.attribute], 'false'] as const,
      ])
      const after = { ...loser, attributes, modifiedAt: now }
      await voidCodes(stores, loser, after)
      await stores.users.save(after)
      return
    }
    owner = await stores.users.aliasOwner(pool.id, alias)
  }
}

/** Whether another request got the alias after we took it from its owner. If so, it can be taken again. */
async function canBeTaken(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
  alias: Alias,
): Promise<boolean> {
  if (alias.attribute === 'preferred_username') return false
  const owner = await stores.users.aliasOwner(pool.id, alias)
  return owner !== undefined && owner !== user.sub
}

/**
 * Usernames and `sub`s are names too: with another user's name as alias, a user would not be found, or would be
 * mistaken for that user.
 */
async function isAnothers(stores: Pick<Stores, 'users'>, user: User, alias: Alias): Promise<boolean> {
  const lookUp = { username: alias.value, sub: alias.value, aliases: [alias] }
  const found = await stores.users.resolve(user.userPoolId, lookUp)
  return found !== undefined && found.sub !== user.sub
}

/** AWS: before verification, an address or number must be unique only if it is a username. */
function pendingAliases({ settings }: UserPool, { pendingAttributes, sub, username }: User): Alias[] {
  if (!settings.usernameAttributes?.length) return []
  return aliasesOfUser(settings, { attributes: pendingAttributes, sub, username })
}
