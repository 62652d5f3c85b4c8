import { ServiceError } from '../../../contract/service-error.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { type CodeDelivery, codeDelivery } from '../../messages/code-delivery.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { Contact } from '../../users/contact.ts'
import { passwordResetTarget } from '../../users/contact-code.ts'
import { issueCode } from '../../users/issue-code.ts'
import { recoveryContact } from '../../users/recovery-contact.ts'
import { noRecoveryContact } from '../../users/reset-password.ts'
import { sendCode } from '../../users/send-code.ts'
import type { User } from '../../users/user.ts'
import { userDisabled } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import type { ClaimedUser } from '../sign-up/claimed-user.ts'
import { countTry, trierOf } from '../sign-up/count-try.ts'
import type { JourneyContext } from '../sign-up/journey-context.ts'
import { countSimulatedMessage, permitClaimed } from '../sign-up/permit-claimed.ts'
import { simulatedDeliveryOf } from '../sign-up/simulated-delivery.ts'

/**
 * Sends a code with which a new password can be chosen, by the pool's way of recovery. Clients that hide who exists
 * are told of a delivery even where there is nobody to send to.
 * @throws NotAuthorizedException if only an administrator can help, or the user has no password of its own
 * @throws InvalidParameterException if the user has no verified contact
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException
 */
export async function forgotPassword(context: JourneyContext, claimed: ClaimedUser): Promise<CodeDelivery> {
  const { storage, poolKeys, messages, now } = context
  const { pool, user } = claimed
  if (isLeftToAdministrators(pool)) throw contactAdministrator()
  await storage.bookkeeping((stores) =>
    countTry(stores, trierOf(poolKeys, claimed), 'forgottenPassword', now),
  )
  if (user?.enabled) statusAfter(user.status, 'password-forgotten')
  const contact = user && contactOf(pool, user)
  if (!user?.enabled || !contact) {
    if (!hidesUsers(claimed.client)) throw user?.enabled ? noRecoveryContact() : userDisabled()
    await countSimulatedMessage(context, claimed, 'forgot-password')
    return simulatedDeliveryOf(poolKeys, claimed)
  }
  const permit = await permitClaimed(context, claimed, contact, 'forgot-password')
  if (!permit) return codeDelivery(contact)
  const code = await storage.transaction((stores) => issueCode(stores, context, passwordResetTarget(user)))
  return sendCode(messages, pool, { user, contact, code }, permit)
}

/** Where the code goes. AWS: a user who signs in through an identity provider counts as one without a contact. */
function contactOf({ settings }: UserPool, { status, attributes }: User): Contact | undefined {
  return status === 'EXTERNAL_PROVIDER' ? undefined : recoveryContact(settings, attributes)
}

function isLeftToAdministrators({ settings }: UserPool): boolean {
  const { recoveryMechanisms = [] } = settings.accountRecoverySetting
  return recoveryMechanisms.some(({ name }) => name === 'admin_only')
}

const contactAdministrator = () =>
  new ServiceError('NotAuthorizedException', 'Contact administrator to reset password.')
