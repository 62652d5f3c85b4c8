import { signUpTarget } from '../../codes/contact-code.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { aliasTakenAtConfirmation } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { lockOwnUser } from '../own-account/lock-own-user.ts'
import { verifyContact } from '../own-account/verify-contact.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { answererOf, tryCode, useCode } from '../shared/try-code.ts'

export interface Confirmation {
  readonly code: string
  readonly forceAliasCreation: boolean
}

/**
 * Confirms a sign-up with the code that was sent, and marks the contact that received it as verified.
 * @throws NotAuthorizedException if the user is not unconfirmed; if users are hidden, only after the right code
 * @throws AliasExistsException if the contact is another user's alias; then the code stays valid
 * @throws CodeMismatchException, ExpiredCodeException, LimitExceededException
 */
export async function confirmSignUp(
  context: RequestContext,
  claimed: ClaimedUser,
  { code, forceAliasCreation }: Confirmation,
): Promise<void> {
  const { storage, poolKeys, now } = context
  const { pool, user } = claimed
  const answerer = answererOf(poolKeys, claimed)
  if (user && !answerer.hidden) statusAfter(user.status, 'confirmed')
  const matched = await tryCode(context, answerer, 'confirmSignUp', signUpTarget(answerer), code)
  await storage.transaction(async (stores) => {
    const locked = await lockOwnUser(stores, answerer)
    await useCode(stores, locked, matched)
    const confirmed = { ...locked, status: statusAfter(locked.status, 'confirmed') }
    const heldAlias = forceAliasCreation ? 'move' : 'refuse'
    const kept = await verifyContact(stores, pool, confirmed, matched.code.contact.attribute, heldAlias, now)
    if (kept) throw aliasTakenAtConfirmation(kept.attribute)
  })
}
