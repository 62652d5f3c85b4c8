import type { Instant } from '../../kernel/clock.ts'
import type { AccessKey, AccessKeyStatus } from './access-key.ts'
import type { Caller, Principal } from './principal.ts'

/** Names one principal. The account's root has no name. */
export type PrincipalReference =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user' | 'role'; readonly accountId: string; readonly name: string }

/** Whose key it is, and the key itself. */
export interface KeyHolder {
  /** `caller.session` is the session of a temporary key. */
  readonly caller: Caller
  readonly key: AccessKey
}

/** An access key as lists show it: never with its secret. */
export interface AccessKeyListing {
  readonly id: string
  readonly status: AccessKeyStatus
  readonly createdAt: Instant
  readonly expiresAt?: Instant
}

export interface PrincipalPage {
  readonly principals: readonly Principal[]
  /** Hand it in as `after` for the next page; undefined on the last one. */
  readonly next: PrincipalReference | undefined
}

/**
 * The port of the store of principals and their access keys. Names of users and roles are unique in their account
 * regardless of case, and apart for users and roles; ids of access keys are unique in the whole store.
 */
export interface PrincipalStore {
  /** Answers false, and stores nothing, if a principal of that kind has the name already. */
  create(principal: Principal): Promise<boolean>

  /** The principal, or undefined. */
  find(reference: PrincipalReference): Promise<Principal | undefined>

  /** As `find`, and holds the row until the transaction ends. Every change of what was read goes through here. */
  lock(reference: PrincipalReference): Promise<Principal | undefined>

  /** Replaces tags, policies and boundary of the locked principal; its reference and principal id never change. */
  save(principal: Principal): Promise<void>

  /** Removes the principal with all its access keys. Answers whether there was one. */
  delete(reference: PrincipalReference): Promise<boolean>

  /** At most `limit` principals of the account, ordered by kind and name, from behind `after`. */
  list(accountId: string, limit: number, after?: PrincipalReference): Promise<PrincipalPage>

  /**
   * The key with its holder and the holder's compiled policies, in one indexed read: it runs on every signed request.
   * Answers inactive and expired keys too, since the caller of each is told something different.
   */
  findByAccessKeyId(id: string): Promise<KeyHolder | undefined>

  /**
   * `limitExceeded` if the holder has two keys already; temporary keys neither count nor are refused. Counting and
   * adding are one step: of rivals for the last place one gets it.
   */
  addAccessKey(
    holder: PrincipalReference,
    key: AccessKey,
  ): Promise<'added' | 'limitExceeded' | 'noSuchPrincipal'>

  /** The keys of the principal, temporary ones included, oldest first. */
  listAccessKeys(holder: PrincipalReference): Promise<readonly AccessKeyListing[]>

  /** Answers whether there is such a key; setting the status that it has already is no error. */
  setAccessKeyStatus(id: string, status: AccessKeyStatus): Promise<boolean>

  /** Answers whether there was such a key. */
  deleteAccessKey(id: string): Promise<boolean>

  /** Removes temporary keys whose expiry is before the instant. Answers how many. */
  deleteExpiredAccessKeys(before: Instant): Promise<number>
}
