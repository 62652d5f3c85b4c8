import { passwordResetRequired, userDisabled, userNotConfirmed } from './user-errors.ts'
import type { UserStanding } from './user-store.ts'

/**
 * Whether a user may be given tokens and use them: asked wherever tokens are issued, refreshed or taken.
 * @throws NotAuthorizedException, UserNotConfirmedException or PasswordResetRequiredException
 */
export function assertMayHoldTokens({ enabled, status }: UserStanding): void {
  if (!enabled) throw userDisabled()
  if (status === 'UNCONFIRMED') throw userNotConfirmed()
  if (status === 'RESET_REQUIRED') throw passwordResetRequired()
}
