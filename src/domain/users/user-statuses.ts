import type { UserStatusType } from '../../contract/generated/types.ts'
import { ServiceError } from '../../contract/service-error.ts'

export type UserStatus = UserStatusType

/** An event that may change a user's status. */
export type StatusEvent =
  /** ConfirmSignUp, AdminConfirmSignUp. */
  | 'confirmed'
  /** A sign-in whose first factor was a code sent to the user. */
  | 'signed-in-by-code'
  /** A new password was set in answer to NEW_PASSWORD_REQUIRED. */
  | 'new-password-given'
  | 'permanent-password-set'
  /** ChangePassword. */
  | 'password-changed'
  | 'temporary-password-set'
  /** AdminResetUserPassword. */
  | 'password-reset'
  /** ForgotPassword: only checks whether a code may be sent. */
  | 'password-forgotten'
  /** ConfirmForgotPassword. */
  | 'forgotten-password-replaced'

/**
 * The status after an event. AWS: "User account status" and the operations named above.
 * @throws NotAuthorizedException if the present status does not allow the event
 */
export function statusAfter(status: UserStatus, event: StatusEvent): UserStatus {
  switch (event) {
    case 'confirmed':
      if (status !== 'UNCONFIRMED') throw cannotBeConfirmed(status)
      return 'CONFIRMED'
    case 'signed-in-by-code':
      return status === 'UNCONFIRMED' ? 'CONFIRMED' : status
    case 'new-password-given':
    case 'permanent-password-set':
      return 'CONFIRMED'
    case 'password-changed':
      if (status === 'EXTERNAL_PROVIDER') throw cannotBeReset()
      return 'CONFIRMED'
    case 'temporary-password-set':
      return 'FORCE_CHANGE_PASSWORD'
    case 'password-reset':
      assertResettable(status)
      return 'RESET_REQUIRED'
    case 'password-forgotten':
      if (status === 'FORCE_CHANGE_PASSWORD') throw cannotBeReset()
      return status
    case 'forgotten-password-replaced':
      assertResettable(status)
      return 'CONFIRMED'
  }
}

/** AWS: an invited user still has the temporary password; a federated user has none. */
export function isResettable(status: UserStatus): boolean {
  return status !== 'FORCE_CHANGE_PASSWORD' && status !== 'EXTERNAL_PROVIDER'
}

function assertResettable(status: UserStatus): void {
  if (!isResettable(status)) throw cannotBeReset()
}

const cannotBeConfirmed = (status: UserStatus) =>
  new ServiceError('NotAuthorizedException', `User cannot be confirmed. Current status is ${status}`)

const cannotBeReset = () =>
  new ServiceError('NotAuthorizedException', 'User password cannot be reset in the current state.')
