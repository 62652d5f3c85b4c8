import type { FormerPool, FormerUser } from './former-pool.ts'

/**
 * The former pool's answer to a password. `unavailable`: it could not be asked, or did not answer. If a challenge comes
 * before the tokens, the answer does not reveal whether the password was right.
 */
export type PasswordAnswer =
  | { readonly says: 'right'; readonly accessToken?: string | undefined; readonly sub?: string | undefined }
  | { readonly says: 'wrong' | 'unknownUser' | 'unavailable' }

/** A user of the former pool with its groups. */
export interface FormerMember {
  readonly user: FormerUser
  readonly groups: readonly string[]
}

/** The outgoing port to the pools that pools were moved from. Its methods never reject: failures are logged. */
export interface FormerPoolGateway {
  tryPassword(former: FormerPool, username: string, password: string): Promise<PasswordAnswer>
  /**
   * The user with that name; undefined if there is none or the former pool cannot be asked. Without an access token of
   * the user, this needs the administrators' flow.
   */
  findMember(
    former: FormerPool,
    username: string,
    accessToken?: string | undefined,
  ): Promise<FormerMember | undefined>
}
