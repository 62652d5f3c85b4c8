import type { FormerMember } from '../../moving/former-pool-gateway.ts'

/**
 * Where users may be whom our own tables lack, or whose passwords they lack, such as the pool that a pool was moved from.
 * Never asked within a transaction. Nothing here rejects: failures are logged.
 */
export interface UserSource {
  tryPassword(username: string, password: string): Promise<PasswordTrial>
  /** The user of that name; undefined if there is none or the source can't be asked. */
  findMember(username: string): Promise<FormerMember | undefined>
}

/** What a source says to a password. `unavailable`: it could not be asked, or did not answer. */
export type PasswordTrial =
  | {
      readonly says: 'right'
      /** Of the user whose password it is, if the source names it. */
      readonly sub?: string | undefined
      /** The user whose password it is. */
      findMember(): Promise<FormerMember | undefined>
    }
  | { readonly says: 'wrong' | 'unknownUser' | 'unavailable' }
