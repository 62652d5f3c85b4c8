import { passwordResetRequired, userDisabled, userNotConfirmed } from './user-errors.ts'
import type { UserStanding } from './user-store.ts'

/**
 * Checks that a user may receive and use tokens. Called wherever tokens are issued, refreshed or accepted.
 * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException
 */
export function assertMayHoldTokens({ enabled, status }: UserStanding): void {
  if (!enabled) throw userDisabled()
  if (status === 'UNCONFIRMED') throw userNotConfirmed()
  if (status === 'RESET_REQUIRED') throw passwordResetRequired()
}
