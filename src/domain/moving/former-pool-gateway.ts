import type { FormerPool, FormerUser } from './former-pool.ts'

/**
 * What the old pool says to a password. `unavailable`: it could not be asked, or not answer. Whose password is right is
 * not told where a challenge stands before the tokens.
 */
export type PasswordAnswer =
  | { readonly says: 'right'; readonly accessToken?: string | undefined; readonly sub?: string | undefined }
  | { readonly says: 'wrong' | 'unknownUser' | 'unavailable' }

/** A user of the old pool with the groups that it is in. */
export interface FormerMember {
  readonly user: FormerUser
  readonly groups: readonly string[]
}

/** The outward port to the pools that pools were moved from. Nothing here rejects: failures are logged. */
export interface FormerPoolGateway {
  tryPassword(former: FormerPool, username: string, password: string): Promise<PasswordAnswer>
  /**
   * The user of that name, undefined where there is none or the old pool can't be asked: without an access token of
   * the user that takes the administrators' flow.
   */
  findMember(
    former: FormerPool,
    username: string,
    accessToken?: string | undefined,
  ): Promise<FormerMember | undefined>
}
