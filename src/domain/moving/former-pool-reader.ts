import type { Page } from '../../kernel/pages.ts'
import type { FormerGroup, FormerUser } from './former-pool.ts'

/**
 * The outward port through which a move reads the former pool. The keys of pages are tokens of the service, which
 * expire after an hour. Rejects with the error of the service: an outdated token is an InvalidParameterException.
 */
export interface FormerPoolReader {
  groups(token?: string): Promise<Page<FormerGroup>>
  users(token?: string): Promise<Page<FormerUser>>
  /** The `sub` of each member. */
  members(groupName: string, token?: string): Promise<Page<string>>
  /** `SMS_MFA`, `SOFTWARE_TOKEN_MFA` and `EMAIL_OTP`, as far as the user has set them up. */
  secondFactors(username: string): Promise<readonly string[]>
}
