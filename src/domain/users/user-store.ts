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

/** An alias for a user who has not got it yet. */
export interface AliasClaim {
  readonly sub: string
  readonly alias: Alias
}

/** What decides whether a user who knows the password may come in. */
export type UserStanding = Pick<User, 'status' | 'enabled'>

export interface UserStore {
  /** Answers false, and stores nothing, if the username is taken in the pool. */
  insert(user: User): Promise<boolean>
  /** As {@link insert}, for many of one pool at once. Answers the `sub` of each who is stored: the first of namesakes. */
  insertAll(users: readonly User[]): Promise<ReadonlySet<string>>
  /** The user whom a name in a request stands for: by username, then by alias, then by `sub` where it may be one. */
  resolve(userPoolId: string, lookUp: LookUp): Promise<User | undefined>
  /** Says of each name whether {@link resolve} would find somebody. */
  areTaken(userPoolId: string, lookUps: readonly LookUp[]): Promise<readonly boolean[]>
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
  /** Gives aliases to many users at once. Answers the claims that came to nothing: somebody else holds the alias. */
  addAliases(userPoolId: string, claims: readonly AliasClaim[]): Promise<readonly AliasClaim[]>
  /** Takes an alias from this user. Answers false, and changes nothing, if another one holds it by now. */
  releaseAlias(userPoolId: string, alias: Alias, sub: string): Promise<boolean>

  /**
   * At most `limit` users: in the order of their creation, or with a filter in that of the attribute that it names.
   * `next` is undefined on the last page. The cost depends on the page, not on the pool.
   */
  list(page: UserPage): Promise<{ readonly users: readonly User[]; readonly next: UserPageKey | undefined }>

  /**
   * To be called when very many users were added within a short time, and not in a transaction: the database may take
   * the tables for small until then, and read all of them where it should look into an index.
   */
  noteGrowth(): Promise<void>
}
