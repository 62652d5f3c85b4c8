import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { SendPermit } from '../../messages/permit-message.ts'
import type { Stores } from '../../stores.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/** A search for a user whom our own tables may lack. */
export interface UserSearch {
  readonly pool: UserPool
  readonly client: Pick<UserPoolClient, 'id'>
  readonly validationData?: Metadata | undefined
  readonly clientMetadata?: Metadata | undefined
}

/**
 * Another source of users or passwords that our own tables lack: the former pool of a pool, or its UserMigration
 * function. Never ask it within a transaction. Its promises never reject because of the source: it logs failures.
 */
export interface UserSource {
  /** Whether it also has passwords of users whom our own tables have without one. */
  readonly knowsUsersHere: boolean
  tryPassword(username: string, password: string): Promise<PasswordTrial>
  /** The user with that name, without checking a password. */
  findMember(username: string): Promise<MemberSearch>
}

/**
 * Undefined: there is no such user, or the source can't be reached. `failed`: the source refused, or its answer can't be
 * used.
 */
export type MemberSearch = NewMember | 'failed' | undefined

/** The source's verdict on a password. `unavailable`: it could not be reached. `failed`: as in {@link MemberSearch}. */
export type PasswordTrial =
  | {
      readonly says: 'right'
      /** The `sub` of the user whose password it is, if the source returns it. */
      readonly sub?: string | undefined
      /** The user whose password it is. */
      findMember(): Promise<MemberSearch>
    }
  | { readonly says: 'wrong' | 'unknownUser' | 'unavailable' | 'failed' }

/** A user of the source who can be brought in. */
export interface NewMember {
  readonly user: User
  /** Of the messages that {@link store} puts into the outbox. */
  readonly permits: readonly SendPermit[]
  /**
   * Stores the user, unless a user of that name has been stored meanwhile. Returns the stored one; undefined if the name
   * belongs to a different user.
   * @throws UsernameExistsException if a rival takes one of the names at that moment, or has it already
   */
  store(stores: Stores): Promise<User | undefined>
}
