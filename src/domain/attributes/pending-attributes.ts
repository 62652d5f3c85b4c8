import type { AttributeChange } from './attribute-update.ts'
import { type Attributes, type ContactAttribute, VERIFICATION_FLAG } from './attributes.ts'
import { isVerified } from './contact.ts'

export interface DeferredChange {
  /** Takes effect at once. */
  readonly change: AttributeChange
  /** New values that await verification; the old ones stay in use until then. */
  readonly pending: Attributes
}

/**
 * Defers new contacts in pools that require verification before an update (AWS:
 * AttributesRequireVerificationBeforeUpdate). Does not defer values that the pool's owner declares verified in the same
 * request, or that stay the same.
 */
export function deferUnverified(
  change: AttributeChange,
  current: Attributes,
  verifiedFirst: readonly ContactAttribute[],
): DeferredChange {
  const set = new Map(change.set)
  const pending = new Map<string, string>()
  for (const contact of verifiedFirst) {
    const value = set.get(contact)
    if (value === undefined || value === current.get(contact) || isVerified(set, contact)) continue
    pending.set(contact, value)
    set.delete(contact)
    set.delete(VERIFICATION_FLAG[contact])
  }
  return { change: { set, removed: change.removed }, pending }
}

/** The change after the right verification code: verifies the pending value, or the present one if none is pending. */
export function verifiedContact(pending: Attributes, contact: ContactAttribute): AttributeChange {
  const value = pending.get(contact)
  const flag: readonly [string, string] = [VERIFICATION_FLAG[contact], 'true']
  return { set: new Map(value === undefined ? [flag] : [[contact, value], flag]), removed: [] }
}
