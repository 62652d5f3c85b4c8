import type { FormerMember } from '../../moving/former-pool-gateway.ts'

/**
 * Another source of users or passwords that our own tables lack, such as the former pool of a pool. Never ask it within
 * a transaction. Its promises never reject: it logs failures.
 */
export interface UserSource {
  tryPassword(username: string, password: string): Promise<PasswordTrial>
  /** The user with that name; undefined if there is none or the source can't be reached. */
  findMember(username: string): Promise<FormerMember | undefined>
}

/** The source's verdict on a password. `unavailable`: it could not be reached. */
export type PasswordTrial =
  | {
      readonly says: 'right'
      /** The `sub` of the user whose password it is, if the source returns it. */
      readonly sub?: string | undefined
      /** The user whose password it is. */
      findMember(): Promise<FormerMember | undefined>
    }
  | { readonly says: 'wrong' | 'unknownUser' | 'unavailable' }
