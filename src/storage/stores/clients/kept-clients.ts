import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { KeptClient, StoreTools } from '../../store-tools.ts'
import type { ColumnVault } from '../../vault.ts'
import { type ClientRow, FIND_CLIENT, toClient } from './client-rows.ts'

/** A secret of a client, as it is stored. */
export interface SealedSecret {
  readonly id: string
  readonly sealed: Uint8Array
}

/**
 * The client whose revision and sealed secrets were just read: from memory, or else read again and opened, or undefined
 * if it no longer exists. Every sign-in needs its client, so clients, like pools, are kept in memory. Secrets change
 * without the revision, so the key has them as they are stored: those of another seal are opened again.
 */
export async function clientOf(
  tools: StoreTools,
  sealing: ColumnVault,
  id: string,
  revision: string,
  secrets: readonly SealedSecret[],
): Promise<KeptClient | undefined> {
  const { clients } = tools.caches
  const key = [revision, ...secrets.map(({ sealed }) => textOf(sealed))].join(' ')
  const known = clients.get(key)
  if (known) return known
  const read = await readClient(tools, id)
  if (!read) return undefined
  const opened = secrets.map((secret) => sealing.open(secret.sealed, id, secret.id))
  const kept = { client: read.client, secrets: opened }
  if (revision !== '' && read.revision === revision) clients.keep(key, kept)
  return kept
}

async function readClient(
  { queries }: StoreTools,
  id: string,
): Promise<{ readonly client: UserPoolClient; readonly revision: string } | undefined> {
  const row = await queries.first<ClientRow>(FIND_CLIENT, id)
  return row && { client: toClient(row), revision: row.revision }
}

/** A character for each byte, without a copy. */
function textOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1')
}
