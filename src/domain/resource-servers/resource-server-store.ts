import type { ResourceServer } from './resource-server.ts'

export interface ResourceServerStore {
  /** Returns false, and stores nothing, if the pool has a resource server with that identifier. */
  insert(server: ResourceServer): Promise<boolean>
  find(userPoolId: string, identifier: string): Promise<ResourceServer | undefined>
  /** Like {@link find}, and locks the resource server until this transaction ends. */
  lock(userPoolId: string, identifier: string): Promise<ResourceServer | undefined>
  /** Stores name, scopes and date. */
  save(server: ResourceServer): Promise<void>
  /** Returns whether it existed. */
  delete(userPoolId: string, identifier: string): Promise<boolean>
  /** At most `limit` resource servers in the order of their identifiers, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly ResourceServer[]>
  countInPool(userPoolId: string): Promise<number>
  /** The scopes of those of the given identifiers that exist, in any order. */
  scopesOf(
    userPoolId: string,
    identifiers: readonly string[],
  ): Promise<ReadonlyArray<Pick<ResourceServer, 'identifier' | 'scopes'>>>
}
