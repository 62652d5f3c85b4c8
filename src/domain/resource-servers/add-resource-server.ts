import type { Stores } from '../stores.ts'
import { assertResourceServer } from './assert-resource-server.ts'
import { MAX_RESOURCE_SERVERS, type ResourceServer } from './resource-server.ts'
import { resourceServerExists, tooManyResourceServers } from './resource-server-errors.ts'

/**
 * Stores a new resource server.
 * @param limit how many a pool can have
 * @throws InvalidParameterException, LimitExceededException
 */
export async function addResourceServer(
  stores: Pick<Stores, 'resourceServers'>,
  server: ResourceServer,
  limit = MAX_RESOURCE_SERVERS,
): Promise<ResourceServer> {
  const { userPoolId, identifier } = server
  assertResourceServer(server)
  if (!(await stores.resourceServers.insert(server))) throw resourceServerExists(identifier, userPoolId)
  if ((await stores.resourceServers.countInPool(userPoolId)) > limit) throw tooManyResourceServers()
  return server
}
