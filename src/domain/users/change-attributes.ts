import type { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import { attributeDeletion } from '../attributes/attribute-deletion.ts'
import { type AttributeChange, applyChange, attributeUpdate } from '../attributes/attribute-update.ts'
import type { AttributeEntry, Attributes, Author, ContactAttribute } from '../attributes/attributes.ts'
import { type Contact, isVerified } from '../attributes/contact.ts'
import { deferUnverified } from '../attributes/pending-attributes.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { Alias } from './aliases.ts'
import { claimAliases, takenAlias } from './claim-aliases.ts'
import type { User } from './user.ts'
import { aliasTaken, preferredUsernameTaken } from './user-errors.ts'
import { assertPreferredUsername } from './username-rules.ts'
import { voidCodes } from './void-codes.ts'

/** A change of attributes that follows the rules of the pool. */
export interface PlannedChange {
  readonly change: AttributeChange
  /** New values that are not in use before they are verified. */
  readonly pending: Attributes
  /** Contacts with a new value, in use or pending, that the pool verifies by sending a code. */
  readonly toVerify: readonly Contact[]
}

/**
 * What a request to write attributes comes to for a user as they are.
 * @throws InvalidParameterException
 */
export function plannedChange(
  pool: UserPool,
  user: User,
  entries: readonly AttributeEntry[],
  author: Author,
): PlannedChange {
  const { settings, schema } = pool
  const asked = attributeUpdate(schema, user.attributes, entries, author)
  assertPreferredUsername(settings, asked.set)
  const { attributesRequireVerificationBeforeUpdate: verifiedFirst } = settings.userAttributeUpdateSettings
  const { change, pending } = deferUnverified(asked, user.attributes, verifiedFirst)
  const toVerify = (settings.autoVerifiedAttributes ?? []).flatMap((attribute) => {
    const value = pending.get(attribute) ?? unverifiedNewValue(attribute, change, user)
    return value === undefined ? [] : [{ attribute, value }]
  })
  return { change, pending, toVerify }
}

/**
 * Deletes attributes of a locked user, all or none.
 * @throws InvalidParameterException
 */
export async function deleteAttributes(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  names: readonly string[],
  author: Author,
  now: Instant,
): Promise<User> {
  const change = attributeDeletion(pool.schema, names, author)
  return saveChange(stores, pool, user, change, new Map(), now)
}

/**
 * Refuses a change by which a user would have the name of another, before a function is called about it.
 * @throws AliasExistsException
 */
export async function assertAliasesFree(
  stores: Pick<Stores, 'users'>,
  pool: UserPool,
  user: User,
  { change, pending }: Pick<PlannedChange, 'change' | 'pending'>,
): Promise<void> {
  const attributes = applyChange(user.attributes, change)
  const taken = await takenAlias(stores, pool, { ...user, attributes, pendingAttributes: pending })
  if (taken) throw aliasOfAnother(taken)
}

/**
 * Stores a change that was already checked, and the aliases that follow from it. If the change touches a contact, a
 * pending new value of that contact is dropped.
 * @throws AliasExistsException
 */
export async function saveChange(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  change: AttributeChange,
  pending: Attributes,
  now: Instant,
): Promise<User> {
  const waiting = [...user.pendingAttributes].filter(
    ([name]) => !change.set.has(name) && !change.removed.includes(name),
  )
  const changed: User = {
    ...user,
    attributes: applyChange(user.attributes, change),
    pendingAttributes: new Map([...waiting, ...pending]),
    modifiedAt: now,
  }
  const taken = await claimAliases(stores, pool, changed)
  if (taken) throw aliasOfAnother(taken)
  await voidCodes(stores, user, changed)
  await stores.users.save(changed)
  return changed
}

function aliasOfAnother({ attribute }: Alias): ServiceError {
  return attribute === 'preferred_username' ? preferredUsernameTaken() : aliasTaken(attribute)
}

function unverifiedNewValue(
  contact: ContactAttribute,
  change: AttributeChange,
  before: User,
): string | undefined {
  const value = change.set.get(contact)
  const isNew = value !== before.attributes.get(contact)
  return isNew && !isVerified(change.set, contact) ? value : undefined
}
