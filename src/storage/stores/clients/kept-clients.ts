import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { StoreTools } from '../../store-tools.ts'
import { type ClientRow, FIND_CLIENT, toClient } from './client-rows.ts'

/**
 * The client whose revision was just read: from memory, or else read again, or undefined if it no longer exists. Every
 * sign-in needs its client, so clients, like pools, are kept in memory and only their revision is read.
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
