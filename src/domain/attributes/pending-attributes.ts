import type { AttributeChange } from './attribute-update.ts'
import { type Attributes, type ContactAttribute, VERIFICATION_FLAG } from './attributes.ts'

export interface DeferredChange {
  /** What takes effect at once. */
  readonly change: AttributeChange
  /** New values that wait for their verification; the old ones stay in use until then. */
  readonly pending: Attributes
}

/**
 * Holds back new contacts in pools that want them verified first (AWS: AttributesRequireVerificationBeforeUpdate).
 * A value that the pool's owner declares verified in the same request, and one that stays as it is, need not wait.
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
    const flag = VERIFICATION_FLAG[contact]
    if (value === undefined || value === current.get(contact) || set.get(flag) === 'true') continue
    pending.set(contact, value)
    set.delete(contact)
    set.delete(flag)
  }
  return { change: { set, removed: change.removed }, pending }
}

/** The change that a right verification code brings: the pending value, or else the present one, is verified. */
export function verifiedContact(pending: Attributes, contact: ContactAttribute): AttributeChange {
  const value = pending.get(contact)
  const flag: readonly [string, string] = [VERIFICATION_FLAG[contact], 'true']
  return { set: new Map(value === undefined ? [flag] : [[contact, value], flag]), removed: [] }
}
