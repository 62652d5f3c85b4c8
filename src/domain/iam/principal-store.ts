import type { Instant } from '../../kernel/clock.ts'
import type { AccessKey, AccessKeyStatus } from './access-key.ts'
import type { Caller, Principal } from './principal.ts'

/** Identifies a principal. The account's root has no name. */
export type PrincipalReference =
  | { readonly kind: 'root'; readonly accountId: string }
  | { readonly kind: 'user' | 'role'; readonly accountId: string; readonly name: string }

/** An access key and its holder. */
export interface KeyHolder {
  /** `caller.session` is the session of a temporary key. */
  readonly caller: Caller
  readonly key: AccessKey
}

/** An access key in a list, without its secret. */
export interface AccessKeyListing {
  readonly id: string
  readonly status: AccessKeyStatus
  readonly createdAt: Instant
  readonly expiresAt?: Instant
}

export interface PrincipalPage {
  readonly principals: readonly Principal[]
  /** Pass it as `after` to get the next page; undefined on the last one. */
  readonly next: PrincipalReference | undefined
}

/**
 * The store of principals and their access keys. Names are unique within an account, ignoring case, separately for
 * users and roles; ids of access keys are unique across the whole store.
 */
export interface PrincipalStore {
  /** Returns false, and stores nothing, if a principal of that kind already has the name. */
  create(principal: Principal): Promise<boolean>

  /** The principal, or undefined. */
  find(reference: PrincipalReference): Promise<Principal | undefined>

  /** Like `find`, and locks the row until the transaction ends. Every read-modify-write goes through here. */
  lock(reference: PrincipalReference): Promise<Principal | undefined>

  /** Replaces tags, policies and boundary of the locked principal; its reference and principal id never change. */
  save(principal: Principal): Promise<void>

  /** Deletes the principal with all its access keys. Returns whether it existed. */
  delete(reference: PrincipalReference): Promise<boolean>

  /** At most `limit` principals of the account, ordered by kind and name, starting after `after`. */
  list(accountId: string, limit: number, after?: PrincipalReference): Promise<PrincipalPage>

  /**
   * The key with its holder and the holder's compiled policies, in one indexed read, since every signed request needs
   * it. Also returns inactive and expired keys, because their callers get different errors.
   */
  findByAccessKeyId(id: string): Promise<KeyHolder | undefined>

  /**
   * Returns `limitExceeded` if the holder already has two keys; temporary keys are neither counted nor refused. Counts
   * and adds in one step, so concurrent requests cannot exceed the limit.
   */
  addAccessKey(
    holder: PrincipalReference,
    key: AccessKey,
  ): Promise<'added' | 'limitExceeded' | 'noSuchPrincipal'>

  /** The principal's keys, including temporary ones, oldest first. */
  listAccessKeys(holder: PrincipalReference): Promise<readonly AccessKeyListing[]>

  /** Returns whether the key exists; setting its present status again is no error. */
  setAccessKeyStatus(id: string, status: AccessKeyStatus): Promise<boolean>

  /** Returns whether the key existed. */
  deleteAccessKey(id: string): Promise<boolean>

  /** Deletes temporary keys that expired before the instant. Returns how many. */
  deleteExpiredAccessKeys(before: Instant): Promise<number>
}
