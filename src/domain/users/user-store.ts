import type { Instant } from '../../kernel/clock.ts'
import type { Alias, LookUp } from './aliases.ts'
import type { UserFilter } from './list-users-filter.ts'
import type { User } from './user.ts'

export interface UserPage {
  readonly userPoolId: string
  readonly limit: number
  readonly filter?: UserFilter | undefined
  /** What {@link UserStore.list} gave as `next` with the page before. */
  readonly after?: UserPageKey | undefined
}

/** Where a page ended: the value that the list is sorted by, and the `sub`. */
export type UserPageKey = readonly [sortedBy: string | Instant, sub: string]

export interface UserStore {
  /** Answers false, and stores nothing, if the username is taken in the pool. */
  insert(user: User): Promise<boolean>
  /** The user whom a name in a request stands for: by username, then by alias, then by `sub`. */
  resolve(userPoolId: string, lookUp: LookUp): Promise<User | undefined>
  find(userPoolId: string, sub: string): Promise<User | undefined>
  /** As {@link find}, and holds the user against other transactions until this one ends. */
  lock(userPoolId: string, sub: string): Promise<User | undefined>
  /** Username and `sub` never change. */
  save(user: User): Promise<void>
  /** Deletes the user with all that belongs to it. Answers whether there was one. */
  delete(userPoolId: string, sub: string): Promise<boolean>

  /** The `sub` of the user who holds the alias. */
  aliasOwner(userPoolId: string, alias: Alias): Promise<string | undefined>
  /**
   * Makes these the user's aliases, all others of the user are given up. Answers the first one that somebody else
   * holds, and then the transaction should end without effect; `undefined` means that all are the user's now.
   */
  setAliases(userPoolId: string, sub: string, aliases: readonly Alias[]): Promise<Alias | undefined>
  /** Takes an alias from whoever holds it. */
  releaseAlias(userPoolId: string, alias: Alias): Promise<void>

  /**
   * At most `limit` users: in the order of their creation, or with a filter in that of the attribute that it names.
   * `next` is undefined on the last page. The cost depends on the page, not on the pool.
   */
  list(page: UserPage): Promise<{ readonly users: readonly User[]; readonly next: UserPageKey | undefined }>
}
