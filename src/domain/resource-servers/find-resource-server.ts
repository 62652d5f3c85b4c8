import type { Stores } from '../stores.ts'
import type { ResourceServer } from './resource-server.ts'
import { resourceServerNotFound } from './resource-server-errors.ts'

/** @throws ResourceNotFoundException if the pool has no such resource server */
export async function findResourceServer(
  stores: Pick<Stores, 'resourceServers'>,
  userPoolId: string,
  identifier: string,
): Promise<ResourceServer> {
  return (await stores.resourceServers.find(userPoolId, identifier)) ?? notFound(identifier)
}

/** Like {@link findResourceServer}, and locks the resource server until this transaction ends. */
export async function lockResourceServer(
  stores: Pick<Stores, 'resourceServers'>,
  userPoolId: string,
  identifier: string,
): Promise<ResourceServer> {
  return (await stores.resourceServers.lock(userPoolId, identifier)) ?? notFound(identifier)
}

function notFound(identifier: string): never {
  throw resourceServerNotFound(identifier)
}
