import type { UserPoolClient } from '../domain/clients/user-pool-client.ts'
import type { Policy } from '../domain/iam/policy.ts'
import { policyCache } from '../domain/iam/policy-cache.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { setBounded } from '../kernel/bounded-cache.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Queries } from './driver/database.ts'
import type { Vault } from './vault.ts'

/** What stores need: the statements of one transaction, or of none, and the tools that all stores share. */
export interface StoreTools extends StorageTools {
  readonly queries: Queries
  /** Undefined outside a transaction. */
  readonly transaction: TransactionState | undefined
}

/** What the stores of one transaction remember until it ends. A transaction that runs again starts with a new one. */
export interface TransactionState {
  /** The pools as they were when this transaction locked them. */
  readonly lockedPools: Map<string, UserPool>
  /** How many users this transaction added in bulk. */
  usersAdded: number
  /** Whether this transaction put messages into the outbox. */
  hasQueued: boolean
}

export const newTransactionState = (): TransactionState => ({
  lockedPools: new Map(),
  usersAdded: 0,
  hasQueued: false,
})

/** What the stores on one database share. */
export interface StorageTools {
  readonly vault: Vault
  readonly entropy: Entropy
  readonly caches: Caches
  /** Called when messages are in the outbox, after the commit. */
  onQueued(): void
}

/** The memory caches of one database. Cached values are shared and never changed. */
export interface Caches {
  /** Pools by the revision of their row. */
  readonly userPools: RevisionCache<UserPool>
  /** Clients by the revision of their row and their secrets as they are stored. */
  readonly clients: RevisionCache<KeptClient>
  /** Compiles a policy, or returns the cached one with the same text. */
  readonly policyOf: (document: string) => Policy
}

/** A client with its secrets, opened. */
export interface KeptClient {
  readonly client: UserPoolClient
  readonly secrets: readonly string[]
}

/**
 * Values by the revision of their row when it was read. A revision is used only once and for one row, so it shows
 * whether the cached value is still the stored one, even if another process has changed it. Beyond the limit, the oldest
 * value is dropped.
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
