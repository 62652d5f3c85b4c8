import { type Contact, contactsOf } from '../../users/contact.ts'
import { contactCodeTarget } from '../../users/contact-code.ts'
import { aliasTakenAtConfirmation } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { codeExpired } from '../../users/verification-code.ts'
import type { ClaimedUser } from './claimed-user.ts'
import type { JourneyContext } from './journey-context.ts'
import { lockOwnUser } from './lock-own-user.ts'
import { answererOf, tryCode, useCode } from './try-code.ts'
import { verifyContact } from './verify-contact.ts'

export interface Confirmation {
  readonly code: string
  readonly forceAliasCreation: boolean
}

/**
 * Confirms a sign-up with the code that was sent; the contact to which it went is verified from then on.
 * @throws NotAuthorizedException if the user is not unconfirmed; where users are hidden only to who has the code
 * @throws AliasExistsException if the contact is another's alias; the code is still good then
 * @throws CodeMismatchException, ExpiredCodeException, LimitExceededException
 */
export async function confirmSignUp(
  context: JourneyContext,
  claimed: ClaimedUser,
  { code, forceAliasCreation }: Confirmation,
): Promise<void> {
  const { storage, poolKeys, now } = context
  const { pool, user } = claimed
  const answerer = answererOf(poolKeys, claimed)
  if (user && !answerer.hidden) statusAfter(user.status, 'confirmed')
  const contacts = user ? contactsOf(user.attributes) : [strangerContact(claimed)]
  const targetOf = (contact: Contact) => contactCodeTarget('sign-up', answerer, contact)
  const matched = await tryCode(context, answerer, 'confirmSignUp', contacts.map(targetOf), code)
  const contact = contacts.find((it) => targetOf(it).subject === matched.target.subject)
  await storage.transaction(async (stores) => {
    const locked = await lockOwnUser(stores, answerer)
    const isSame = contact && locked.attributes.get(contact.attribute) === contact.value
    if (!isSame) throw codeExpired() // changed in between
    await useCode(stores, matched)
    const confirmed = { ...locked, status: statusAfter(locked.status, 'confirmed') }
    const heldAlias = forceAliasCreation ? 'move' : 'refuse'
    const kept = await verifyContact(stores, pool, confirmed, contact.attribute, heldAlias, now)
    if (kept) throw aliasTakenAtConfirmation(kept.attribute)
  })
}

/** Where the code of a stranger would have gone, so that it is looked for. */
function strangerContact({ requested }: ClaimedUser): Contact {
  return { attribute: 'email', value: requested }
}
