import type { ClientSecret, UserPoolClient } from './user-pool-client.ts'

export interface ClientPage {
  readonly userPoolId: string
  readonly limit: number
  /** The id of the last client on the previous page. */
  readonly after?: string | undefined
  readonly clientType?: 'REGULAR' | 'DCR' | undefined
}

export interface ClientStore {
  insert(client: UserPoolClient): Promise<void>
  /** By id alone, which is unique across all pools and regions: public operations name no pool. */
  find(id: string): Promise<UserPoolClient | undefined>
  /** Like {@link find}, and locks the client until this transaction ends. */
  lock(id: string): Promise<UserPoolClient | undefined>
  save(client: UserPoolClient): Promise<void>
  /** Deletes the client with its secrets and tokens. */
  delete(id: string): Promise<void>
  /** At most `limit` clients of the pool, in the order of their ids. */
  list(page: ClientPage): Promise<readonly UserPoolClient[]>
  countInPool(userPoolId: string): Promise<number>
  /** At most two, oldest first. */
  secrets(clientId: string): Promise<readonly ClientSecret[]>
  addSecret(secret: ClientSecret): Promise<void>
  /** Returns whether the secret existed. */
  deleteSecret(clientId: string, secretId: string): Promise<boolean>
}
