import { addResourceServer } from '../resource-servers/add-resource-server.ts'
import type { ResourceServer } from '../resource-servers/resource-server.ts'
import type { Stores } from '../stores.ts'
import type { Seeded } from './declared-world.ts'

/**
 * Creates the resource server by the rules of CreateResourceServer, unless the locked pool already has it.
 * @throws InvalidParameterException, LimitExceededException
 */
export async function seedResourceServer(
  stores: Pick<Stores, 'resourceServers'>,
  server: ResourceServer,
): Promise<Seeded> {
  if (await stores.resourceServers.find(server.userPoolId, server.identifier)) return 'kept'
  await addResourceServer(stores, server)
  return 'made'
}
