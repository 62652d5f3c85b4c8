import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { StoreTools } from '../../store-tools.ts'
import { type ClientRow, FIND_CLIENT, toClient } from './client-rows.ts'

/**
 * A client whose revision has just been read; as it is by now if it is not kept, or undefined if it is gone. Every
 * sign-in needs its client: as pools are, it is kept in memory, and only its revision is read.
 */
export async function clientOf(
  { queries, caches }: StoreTools,
  id: string,
  revision: string,
): Promise<UserPoolClient | undefined> {
  const known = caches.clients.get(revision)
  if (known) return known
  const row = await queries.first<ClientRow>(FIND_CLIENT, id)
  if (!row) return undefined
  const client = toClient(row)
  if (row.revision !== '') caches.clients.keep(row.revision, client)
  return client
}
