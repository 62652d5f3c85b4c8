import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
import type { Policy } from '../domain/iam/policy.ts'
import { policyCache } from '../domain/iam/policy-cache.ts'
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

/** What is kept in memory of one database. Values are shared and never changed. */
export interface Caches {
  /** Pools and clients by the revision of their row. */
  readonly userPools: RevisionCache<UserPool>
  readonly clients: RevisionCache<UserPoolClient>
  /** Compiles a policy, or finds it by its whole text. */
  readonly policyOf: (document: string) => Policy
}

/**
 * Values by the revision that their row had when it was read. A revision is used once and for one row, so it tells
 * whether what is kept is what is stored, whichever process changed it. Of too many values the one that was kept longest
 * ago goes first.
 */
export interface RevisionCache<Value> {
  get(revision: string): Value | undefined
  keep(revision: string, value: Value): void
}

/** Of each kind. */
const MOST_KEPT = 1000

export function openCaches(): Caches {
  return {
    userPools: revisionCache(),
    clients: revisionCache(),
    policyOf: policyCache(MOST_KEPT),
  }
}

function revisionCache<Value>(): RevisionCache<Value> {
  const kept = new Map<string, Value>()
  return {
    get: (revision) => kept.get(revision),
    keep: (revision, value) => setBounded(kept, MOST_KEPT, revision, value),
  }
}
