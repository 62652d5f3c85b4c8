import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { PoolSessionConfiguration } from '../sessions/session-configuration.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** A client and its pool. */
export interface PoolClient {
  readonly pool: UserPool
  /** Undefined if the pool was never given one. */
  readonly sessionConfiguration: PoolSessionConfiguration | undefined
  readonly client: UserPoolClient
  /** At most two, in any order. */
  readonly secrets: readonly string[]
}

/** Reads, in one statement, everything that a request needs first if it names a client but no pool. */
export interface PoolClientStore {
  find(clientId: string): Promise<PoolClient | undefined>
}
