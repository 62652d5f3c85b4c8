import { ServiceError } from '../../../contract/service-error.ts'
import type { ContactAttribute } from '../../attributes/attributes.ts'
import type { Contact } from '../../attributes/contact.ts'
import { recoveryChannels, recoveryContact } from '../../attributes/recovery-contact.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { passwordResetTarget } from '../../codes/contact-code.ts'
import { noRecoveryContact } from '../../codes/reset-password.ts'
import { activeFactors } from '../../factors/mfa-settings.ts'
import { askedFactors, demandedSecondFactor, FACTOR_CONTACT } from '../../factors/second-factor-table.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { guardOf } from '../../threat-protection/guard.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User, UserKey } from '../../users/user.ts'
import { userDisabled } from '../../users/user-errors.ts'
import { isResettable, statusAfter } from '../../users/user-statuses.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { attemptKeyOf, countTry } from '../shared/count-try.ts'
import { countSimulatedMessage } from '../shared/permit-claimed.ts'
import { postClaimed } from '../shared/post-claimed.ts'
import { postNothing } from '../shared/post-nothing.ts'
import { simulateDelivery } from '../shared/simulate-delivery.ts'

/**
 * Sends a code for choosing a new password, over the pool's recovery channel. If the client hides whether users exist,
 * reports a delivery even when there is no one to send to.
 * @param counted the user that this attempt was already counted for, if any
 * @throws NotAuthorizedException if only an administrator can reset it, or the user has no password here
 * @throws InvalidParameterException if the user has no verified contact
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException
 */
export async function forgotPassword(
  context: RequestContext,
  claimed: ClaimedUser,
  counted: UserKey | undefined,
  clientMetadata?: Metadata | undefined,
): Promise<CodeDelivery> {
  const { storage, poolKeys, now } = context
  const { pool, user } = claimed
  if (isLeftToAdministrators(pool)) throw contactAdministrator()
  const attemptKey = attemptKeyOf(poolKeys, claimed)
  if (attemptKey.sub !== counted?.sub) {
    await storage.bookkeeping((stores) => countTry(stores, attemptKey, 'forgottenPassword', now))
  }
  const hidden = hidesUsers(claimed.client)
  const guard = await guardOf(context, claimed)
  const contact = user && recoverableBy(pool, user, hidden)
  if (!contact) {
    await countSimulatedMessage(context, claimed, 'forgot-password')
    await postNothing(context, pool)
    return simulateDelivery(context, claimed, recoveryChannels(pool.settings))
  }
  const target = passwordResetTarget(user)
  const sent = { kind: 'forgot-password', user, contact, target, guard, clientMetadata } as const
  return postClaimed(context, claimed, sent)
}

/**
 * Where the code goes. Undefined for a user who can't be reached, if the client hides whether users exist.
 * @throws NotAuthorizedException, InvalidParameterException
 */
function recoverableBy({ settings }: UserPool, user: User, hidden: boolean): Contact | undefined {
  const contact = isResettable(user.status)
    ? recoveryContact(settings, user.attributes, factorContacts(settings, user))
    : undefined
  if (user.enabled && contact) return contact
  if (hidden) return undefined
  if (!user.enabled) throw userDisabled()
  statusAfter(user.status, 'password-forgotten') // refuses invited users
  throw noRecoveryContact() // AWS: also to users who sign in through an identity provider
}

/**
 * AWS: the contact to which second factors go does not also reset the password, since one mailbox or phone would then be
 * enough for both. Those are the factors that the user has activated, and those that a sign-in would ask for.
 */
function factorContacts(settings: UserPool['settings'], user: User): ContactAttribute[] {
  if (settings.mfaConfiguration === 'OFF') return []
  // A registered app that is not activated would only be one more choice, so that it need not be looked up.
  const hasSoftwareToken = user.mfa.activated.includes('SOFTWARE_TOKEN_MFA')
  const asked = askedFactors(demandedSecondFactor({ settings, user, hasSoftwareToken }))
  return [...activeFactors(user.mfa), ...asked].flatMap((factor) =>
    factor === 'SOFTWARE_TOKEN_MFA' ? [] : [FACTOR_CONTACT[factor]],
  )
}

function isLeftToAdministrators({ settings }: UserPool): boolean {
  const { recoveryMechanisms = [] } = settings.accountRecoverySetting
  return recoveryMechanisms.some(({ name }) => name === 'admin_only')
}

const contactAdministrator = () =>
  new ServiceError('NotAuthorizedException', 'Contact administrator to reset password.')
