import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
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
}

/**
 * Values by the revision that their row had when it was read. A revision is used once and for one row, so it tells
 * whether what is kept is what is stored, whichever process changed it. Kept values are shared and never changed.
 */
export interface RevisionCache<Value> {
  get(revision: string): Value | undefined
  keep(revision: string, value: Value): void
}

/** Of each kind; the one that was read longest ago goes first. */
const MOST_KEPT = 1000

export function openCaches(): Caches {
  return { userPools: revisionCache(), clients: revisionCache() }
}

function revisionCache<Value>(): RevisionCache<Value> {
  const kept = new Map<string, Value>()
  return {
    get: (revision) => kept.get(revision),
    keep: (revision, value) => setBounded(kept, MOST_KEPT, revision, value),
  }
}
