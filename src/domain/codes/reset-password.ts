import { ServiceError } from '../../contract/service-error.ts'
import type { Contact } from '../attributes/contact.ts'
import { recoveryContact } from '../attributes/recovery-contact.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { userDisabled } from '../users/user-errors.ts'
import { statusAfter, type UserStatus } from '../users/user-statuses.ts'
import { passwordResetTarget } from './contact-code.ts'
import { type CodeMint, issueCode } from './issue-code.ts'

/**
 * Where to send the code with which a user sets a new password.
 * @throws NotAuthorizedException for a disabled user, or in a status in which the user has no password of their own
 * @throws InvalidParameterException if there is nowhere to send the code
 */
export function resetContact(pool: UserPool, user: User): Contact {
  statusAfterReset(user)
  const contact = recoveryContact(pool.settings, user.attributes)
  if (!contact) throw noRecoveryContact()
  return contact
}

/**
 * Requires a locked user to set a new password before the next sign-in, with a code that the caller sends to the
 * contact. Returns the code.
 * @throws NotAuthorizedException as {@link resetContact}
 */
export async function resetPassword(
  stores: Pick<Stores, 'users' | 'verificationCodes'>,
  user: User,
  contact: Contact,
  mint: CodeMint,
): Promise<string> {
  const status = statusAfterReset(user)
  await stores.users.save({ ...user, status, modifiedAt: mint.now })
  return issueCode(stores, mint, passwordResetTarget(user), contact)
}

function statusAfterReset({ enabled, status }: User): UserStatus {
  if (!enabled) throw userDisabled()
  return statusAfter(status, 'password-reset')
}

/** For AdminResetUserPassword and ForgotPassword. */
export const noRecoveryContact = () =>
  new ServiceError(
    'InvalidParameterException',
    'Cannot reset password for the user as there is no registered/verified email or phone_number',
  )
