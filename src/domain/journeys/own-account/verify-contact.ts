import type { Instant } from '../../../kernel/clock.ts'
import { applyChange } from '../../attributes/attribute-update.ts'
import type { ContactAttribute } from '../../attributes/attributes.ts'
import { verifiedContact } from '../../attributes/pending-attributes.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { Alias } from '../../users/aliases.ts'
import { claimAliases, moveAliases } from '../../users/claim-aliases.ts'
import type { User } from '../../users/user.ts'
import { voidCodes } from '../../users/void-codes.ts'

/** What happens to an alias that another user holds. */
export type HeldAlias = 'refuse' | 'move'

/**
 * Stores a locked user with a contact that is now verified and so may become an alias. Returns the alias if another
 * user keeps it: then roll the transaction back. A username is never taken from its user.
 */
export async function verifyContact(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  pool: UserPool,
  user: User,
  contact: ContactAttribute,
  heldAlias: HeldAlias,
  now: Instant,
): Promise<Alias | undefined> {
  const pendingAttributes = new Map(user.pendingAttributes)
  pendingAttributes.delete(contact)
  const verified: User = {
    ...user,
    attributes: applyChange(user.attributes, verifiedContact(user.pendingAttributes, contact)),
    pendingAttributes,
    modifiedAt: now,
  }
  const moves = heldAlias === 'move' && !pool.settings.usernameAttributes?.length
  const kept = moves
    ? await moveAliases(stores, pool, verified, now)
    : await claimAliases(stores, pool, verified)
  if (kept) return kept
  await voidCodes(stores, user, verified)
  await stores.users.save(verified)
  return undefined
}
