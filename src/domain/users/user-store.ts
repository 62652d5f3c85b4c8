import type { Instant } from '../../kernel/clock.ts'
import type { Alias, LookUp } from './aliases.ts'
import type { UserFilter } from './list-users-filter.ts'
import type { User } from './user.ts'

export interface UserPage {
  readonly userPoolId: string
  readonly limit: number
  readonly filter?: UserFilter | undefined
  /** The `next` that {@link UserStore.list} returned with the previous page. */
  readonly after?: UserPageKey | undefined
}

/** Where a page ended: the value that the list is sorted by, and the `sub`. */
export type UserPageKey = readonly [sortedBy: string | Instant, sub: string]

/** A request for an alias that the user does not hold yet. */
export interface AliasClaim {
  readonly sub: string
  readonly alias: Alias
}

/** What decides whether a user with the right password may sign in. */
export type UserStanding = Pick<User, 'status' | 'enabled'>

export interface UserStore {
  /** Returns false, and stores nothing, if the username is taken in the pool. */
  insert(user: User): Promise<boolean>
  /**
   * Like {@link insert}, for many users of one pool. Returns the `sub` of each stored user; of users with the same
   * name, the first is stored.
   */
  insertAll(users: readonly User[]): Promise<ReadonlySet<string>>
  /**
   * The user that a name in a request stands for: looks for a username, then an alias, then a `sub` if the name may be
   * one.
   */
  resolve(userPoolId: string, lookUp: LookUp): Promise<User | undefined>
  /** Returns, for each name, whether {@link resolve} would find a user. */
  areTaken(userPoolId: string, lookUps: readonly LookUp[]): Promise<readonly boolean[]>
  find(userPoolId: string, sub: string): Promise<User | undefined>
  /** Like {@link find}, and locks the user until this transaction ends. */
  lock(userPoolId: string, sub: string): Promise<User | undefined>
  /** Stores all but the username and `sub`, which never change, and `signedOutAt`. */
  save(user: User): Promise<void>
  /** Sets the user's `signedOutAt`. */
  noteSignOut(userPoolId: string, sub: string, now: Instant): Promise<void>
  /** Deletes the user and everything that belongs to it. Returns whether the user existed. */
  delete(userPoolId: string, sub: string): Promise<boolean>

  /** The `sub` of the user who holds the alias. */
  aliasOwner(userPoolId: string, alias: Alias): Promise<string | undefined>
  /**
   * Replaces the user's aliases by these. Returns the first one that another user holds, or `undefined` if the user now
   * holds all of them. In the first case, roll the transaction back.
   */
  setAliases(userPoolId: string, sub: string, aliases: readonly Alias[]): Promise<Alias | undefined>
  /** Gives aliases to many users at once. Returns the requests that failed because another user holds the alias. */
  addAliases(userPoolId: string, claims: readonly AliasClaim[]): Promise<readonly AliasClaim[]>
  /** Takes an alias from this user. Returns false, and changes nothing, if another user holds it by now. */
  releaseAlias(userPoolId: string, alias: Alias, sub: string): Promise<boolean>

  /**
   * At most `limit` users, in the order of their creation, or with a filter in the order of the attribute that it
   * names. `next` is undefined on the last page. The cost depends on the size of the page, not of the pool.
   */
  list(page: UserPage): Promise<{ readonly users: readonly User[]; readonly next: UserPageKey | undefined }>
}
