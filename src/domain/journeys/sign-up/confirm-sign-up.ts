import { signUpTarget } from '../../codes/contact-code.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { callPostConfirmation } from '../../triggers/post-confirmation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { aliasTakenAtConfirmation } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { lockOwnUser } from '../own-account/lock-own-user.ts'
import { verifyContact } from '../own-account/verify-contact.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { answererOf, tryCode, useCode } from '../shared/try-code.ts'
import { sessionUsedBefore } from '../sign-in/progress.ts'
import { isFirstFactorCode, openSignUp, sealConfirmed } from './sign-up-session.ts'

export interface Confirmation {
  readonly code: string
  readonly forceAliasCreation: boolean
  /** The one that SignUp answered. */
  readonly session?: string | undefined
  readonly clientMetadata?: Metadata | undefined
}

/**
 * Confirms a sign-up with the code that was sent, and marks the contact that received it as verified. If the session of
 * the sign-up came along, or the code is a first factor too, returns a session that signs the user in.
 * @throws NotAuthorizedException if the user is not unconfirmed; if users are hidden, only after the right code
 * @throws NotAuthorizedException for a session that is not of this sign-up; then the code stays valid
 * @throws AliasExistsException if the contact is another user's alias; then the code stays valid
 * @throws CodeMismatchException, ExpiredCodeException, LimitExceededException
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException after the user is
 *   confirmed
 */
export async function confirmSignUp(
  context: RequestContext,
  claimed: ClaimedUser,
  { code, forceAliasCreation, session, clientMetadata }: Confirmation,
): Promise<string | undefined> {
  const { storage, poolKeys, now } = context
  const { pool, client, user } = claimed
  const begun = session === undefined ? undefined : openSignUp(context, claimed, session)
  const answerer = answererOf(poolKeys, claimed)
  if (user && !answerer.hidden) statusAfter(user.status, 'confirmed')
  const matched = await tryCode(context, answerer, 'confirmSignUp', signUpTarget(answerer), code)
  const confirmation = await storage.transaction(async (stores) => {
    const locked = await lockOwnUser(stores, answerer)
    await useCode(stores, locked, matched)
    const confirmed = { ...locked, status: statusAfter(locked.status, 'confirmed') }
    const heldAlias = forceAliasCreation ? 'move' : 'refuse'
    const { attribute } = matched.code.contact
    const kept = await verifyContact(stores, pool, confirmed, attribute, heldAlias, now)
    if (kept) throw aliasTakenAtConfirmation(kept.attribute)
    if (begun && !(await stores.consumedTokens.consume(begun))) throw sessionUsedBefore()
    if (!begun && !isFirstFactorCode(pool, client, attribute)) return { sub: confirmed.sub }
    const { password } = await stores.credentials.find(pool.id, confirmed.sub)
    const byCode = attribute === 'email' ? 'email-code' : 'text-code'
    const proof = begun ? 'sign-up' : byCode
    return { sub: confirmed.sub, session: sealConfirmed(context, client, confirmed, password, proof) }
  })
  const { sub, session: opened } = confirmation
  const occasion = { source: 'ConfirmSignUp', clientId: client.id, sub, clientMetadata } as const
  await callPostConfirmation(context, pool, occasion)
  return opened
}
