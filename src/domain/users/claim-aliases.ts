import type { Instant } from '../../kernel/clock.ts'
import { VERIFICATION_FLAG } from '../attributes/attributes.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type Alias, aliasesOf } from './aliases.ts'
import type { User } from './user.ts'
import { canonicalName } from './username-rules.ts'
import { voidCodes } from './void-codes.ts'

/**
 * Gives a user the aliases that follow from the attributes. Answers the first one that somebody else has, which
 * the caller refuses in the words of the operation; the transaction must not go on then.
 */
export async function claimAliases(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
): Promise<Alias | undefined> {
  const aliases = aliasesOf(pool.settings, user.attributes)
  for (const alias of [...aliases, ...pendingAliases(pool, user)]) {
    if (await isAnothers(stores, user, alias)) return alias
  }
  return stores.users.setAliases(pool.id, user.sub, heldAliases(pool, user))
}

/** All that a user holds: the aliases that follow from the attributes, and the own name where users choose an alias. */
export function heldAliases(pool: UserPool, user: User): Alias[] {
  const aliases = aliasesOf(pool.settings, user.attributes)
  return [...aliases, ...reservedName(pool, user, aliases)]
}

/**
 * In pools where users choose an alias, each holds its own username as one: so that of two who ask for one name at the
 * same time, the one as username and the other as alias, only one gets it.
 */
function reservedName({ settings }: UserPool, { username }: User, aliases: readonly Alias[]): Alias[] {
  const reserved = { attribute: 'preferred_username', value: username } as const
  const isHeld = aliases.some(
    ({ attribute, value }) => attribute === reserved.attribute && value === username,
  )
  return settings.aliasAttributes?.includes('preferred_username') && !isHeld ? [reserved] : []
}

/**
 * As {@link claimAliases}, but takes addresses and numbers from whoever has them: there they are unverified from then
 * on (AWS: ForceAliasCreation). A preferred username is never taken. Of rivals for one alias the last to commit has it.
 */
export async function moveAliases(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  now: Instant,
): Promise<Alias | undefined> {
  for (let round = 1; ; round++) {
    for (const alias of aliasesOf(pool.settings, user.attributes)) {
      await takeAlias(stores, pool, user, alias, now)
    }
    const kept = await claimAliases(stores, pool, user)
    if (!kept || round === MOST_ROUNDS || !(await canBeTaken(stores, pool, user, kept))) return kept
  }
}

/** Whoever has lost against so many rivals within one transaction is told that the alias is taken. */
const MOST_ROUNDS = 10

/**
 * Takes an alias from its owner. That is read again once the owner is locked: a rival may have taken the alias while
 * we waited for the lock, and would go on as a second owner if its alias were deleted here.
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

/** Whether a rival got the alias since it was taken from its owner, so that it is there to be taken again. */
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

/** A username and a `sub` are names too: whoever had another's as alias would not be found, or be taken for it. */
async function isAnothers(stores: Pick<Stores, 'users'>, user: User, alias: Alias): Promise<boolean> {
  const lookUp = { username: alias.value, sub: alias.value, aliases: [alias] }
  const found = await stores.users.resolve(user.userPoolId, lookUp)
  return found !== undefined && found.sub !== user.sub
}

/** AWS: only an address or number that is a username is unique before it is verified. */
function pendingAliases({ settings }: UserPool, user: User): Alias[] {
  return (settings.usernameAttributes ?? []).flatMap((attribute) => {
    const value = user.pendingAttributes.get(attribute)
    return value === undefined ? [] : [{ attribute, value: canonicalName(settings, value) }]
  })
}
