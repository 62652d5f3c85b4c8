import type { ServiceError } from '../../contract/service-error.ts'
import type { Stores } from '../stores.ts'
import { clientNotFound } from './client-errors.ts'
import type { UserPoolClient } from './user-pool-client.ts'

/** AWS: operations word a missing client in three ways (client-errors.ts). */
type NotFound = (clientId: string, userPoolId: string) => ServiceError

/** @throws ResourceNotFoundException if there is no such client, or it belongs to another pool */
export async function findClient(
  stores: Pick<Stores, 'clients'>,
  userPoolId: string,
  id: string,
  notFound: NotFound = clientNotFound,
): Promise<UserPoolClient> {
  return inUserPool(await stores.clients.find(id), userPoolId, id, notFound)
}

/** Like {@link findClient}, and locks the client until this transaction ends. */
export async function lockClient(
  stores: Pick<Stores, 'clients'>,
  userPoolId: string,
  id: string,
  notFound: NotFound = clientNotFound,
): Promise<UserPoolClient> {
  return inUserPool(await stores.clients.lock(id), userPoolId, id, notFound)
}

function inUserPool(
  client: UserPoolClient | undefined,
  userPoolId: string,
  id: string,
  notFound: NotFound,
): UserPoolClient {
  if (client?.userPoolId !== userPoolId) throw notFound(id, userPoolId)
  return client
}
