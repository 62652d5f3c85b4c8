import type { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { AttributeEntry } from '../attributes/attributes.ts'
import { type Creation, newUserAttributes } from '../attributes/new-user-attributes.ts'
import { NO_MFA_SETTINGS } from '../factors/mfa-settings.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lookUpOf } from './aliases.ts'
import { claimAliases, moveAliases, takenAlias } from './claim-aliases.ts'
import type { User } from './user.ts'
import { accountWithGivenExists } from './user-errors.ts'
import type { UserStatus } from './user-statuses.ts'
import { assertPreferredUsername, chooseUsername } from './username-rules.ts'

export interface NewUser {
  readonly sub: string
  /** The requested name. */
  readonly requested: string
  readonly entries: readonly AttributeEntry[]
  readonly status: UserStatus
}

/**
 * A user before it is stored. In pools that sign in by e-mail or phone number the requested name becomes that
 * attribute, whatever value the attributes give.
 * @throws InvalidParameterException
 */
export function newUser(pool: UserPool, request: NewUser, creation: Creation, now: Instant): User {
  const { sub, requested, entries, status } = request
  const { username, attribute } = chooseUsername(pool.settings, requested, sub)
  const attributes = newUserAttributes(pool.schema, attribute ? [...entries, attribute] : entries, creation)
  assertPreferredUsername(pool.settings, attributes)
  return {
    userPoolId: pool.id,
    username,
    sub,
    attributes,
    pendingAttributes: new Map(),
    status,
    enabled: true,
    mfa: NO_MFA_SETTINGS,
    createdAt: now,
    modifiedAt: now,
  }
}

/** What to do with an address or number that is already the alias of another user. */
export type AliasClash = 'refuse' | 'move'

export interface NameClash {
  readonly alias: AliasClash
  /** The operation's own error for a taken username. */
  readonly nameTaken: () => ServiceError
}

/**
 * Stores a new user with its aliases.
 * @param requested the requested name; no user may be found by it yet as username, alias or `sub`
 * @throws UsernameExistsException also for a taken alias: operations that create users declare no other error for it
 */
export async function createUser(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  requested: string,
  clash: NameClash,
): Promise<void> {
  const { settings } = pool
  await assertNameFree(stores, pool, user, requested, clash.nameTaken)
  if (!(await stores.users.insert(user))) throw nameClash(pool, user, requested, clash.nameTaken)
  const moves = clash.alias === 'move' && !settings.usernameAttributes?.length // never take a username away
  const taken = moves
    ? await moveAliases(stores, pool, user, user.createdAt)
    : await claimAliases(stores, pool, user)
  if (taken) throw accountWithGivenExists(taken.attribute)
}

/**
 * Refuses a name or an alias of another user, before functions are called about the new one. Until the user is stored,
 * another request may take it.
 * @throws UsernameExistsException
 */
export async function assertNamesFree(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
  requested: string,
  clash: NameClash,
): Promise<void> {
  await assertNameFree(stores, pool, user, requested, clash.nameTaken)
  const taken = clash.alias === 'refuse' ? await takenAlias(stores, pool, user) : undefined
  if (taken) throw accountWithGivenExists(taken.attribute)
}

async function assertNameFree(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
  requested: string,
  nameTaken: NameClash['nameTaken'],
): Promise<void> {
  const found = await stores.users.resolve(pool.id, lookUpOf(pool.settings, requested, 'administrator'))
  if (found) throw nameClash(pool, user, requested, nameTaken)
}

function nameClash(
  { settings }: UserPool,
  user: User,
  requested: string,
  nameTaken: NameClash['nameTaken'],
): ServiceError {
  const attribute = settings.usernameAttributes?.find((name) => user.attributes.get(name) === requested)
  return attribute === undefined ? nameTaken() : accountWithGivenExists(attribute)
}
