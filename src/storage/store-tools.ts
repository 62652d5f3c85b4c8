import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
import type { PasswordRecord } from '../domain/credentials/stored-password.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { Entropy } from '../kernel/entropy.ts'
import { setBounded } from '../kernel/set-bounded.ts'
import type { Queries } from './driver/database.ts'
import type { Vault } from './vault.ts'

/** What stores are made of: the statements of one transaction, or of none, and what the whole storage shares. */
export interface StoreTools extends StorageTools {
  readonly queries: Queries
}

/** What the stores on one database share. */
export interface StorageTools {
  readonly vault: Vault
  readonly entropy: Entropy
  readonly caches: Caches
}

/** What is kept in memory of one database. */
export interface Caches {
  readonly userPools: RevisionCache<UserPool>
  readonly clients: RevisionCache<UserPoolClient>
  /**
   * By pool and user, with the sealed bytes that each was opened from, which tell whether it is still the one that is
   * stored. A sign-in by SRP asks for the password twice, and to open it costs about as much as to read it.
   */
  readonly openedPasswords: BoundedCache<OpenedPassword>
}

export interface OpenedPassword {
  readonly sealed: Uint8Array
  readonly password: PasswordRecord
}

/** Of too many values the one that was kept longest ago goes first. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined
  keep(key: string, value: Value): void
}

/**
 * Values by the revision that their row had when it was read. A revision is used once and for one row, so it tells
 * whether what is kept is what is stored, whichever process changed it. Kept values are shared and never changed.
 */
export type RevisionCache<Value> = BoundedCache<Value>

/** Of each kind. */
const MOST_KEPT = 1000

/** Enough for the sign-ins that are under way at a moment. */
const MOST_OPENED = 256

export function openCaches(): Caches {
  return {
    userPools: cacheOf(MOST_KEPT),
    clients: cacheOf(MOST_KEPT),
    openedPasswords: cacheOf(MOST_OPENED),
  }
}

function cacheOf<Value>(most: number): BoundedCache<Value> {
  const kept = new Map<string, Value>()
  return {
    get: (key) => kept.get(key),
    keep: (key, value) => setBounded(kept, most, key, value),
  }
}
