import type { UserPoolClient } from '../clients/user-pool-client.ts'
import type { PoolSessionConfiguration } from '../sessions/session-configuration.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

/** A client with the pool that it belongs to. */
export interface PoolClient {
  readonly pool: UserPool
  /** Undefined where the pool was never given one. */
  readonly sessionConfiguration: PoolSessionConfiguration | undefined
  readonly client: UserPoolClient
  /** At most two, in any order. */
  readonly secrets: readonly string[]
}

/** Reads, by one statement, all that a request which names a client and no pool looks at first. */
export interface PoolClientStore {
  find(clientId: string): Promise<PoolClient | undefined>
}
