import type { Page } from '../../kernel/pages.ts'
import type { FormerFactors, FormerGroup, FormerUser } from './former-pool.ts'

/**
 * The outward port through which a move reads the former pool. The keys of pages are tokens of the service, which
 * expire after an hour. Rejects with the error of the service: an outdated token is an InvalidParameterException.
 */
export interface FormerPoolReader {
  groups(token?: string): Promise<Page<FormerGroup>>
  users(token?: string): Promise<Page<FormerUser>>
  /** The `sub` of each member. */
  members(groupName: string, token?: string): Promise<Page<string>>
  secondFactors(username: string): Promise<FormerFactors>
}
