import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import { setBounded } from '../../../kernel/set-bounded.ts'
import type { Queries } from '../../driver/database.ts'
import { type ClientRow, FIND_CLIENT, toClient } from './client-rows.ts'

const MOST_KEPT = 1000

/** Every sign-in needs its client: as pools are, it is kept in memory, and only its revision is read. */
const kept = new Map<string, UserPoolClient>()

/** A client whose revision has just been read; as it is by now if it is not kept, or undefined if it is gone. */
export async function clientOf(
  queries: Queries,
  id: string,
  revision: string,
): Promise<UserPoolClient | undefined> {
  const known = kept.get(revision)
  if (known) return known
  const row = await queries.first<ClientRow>(FIND_CLIENT, id)
  if (!row) return undefined
  const client = toClient(row)
  if (row.revision !== '') setBounded(kept, MOST_KEPT, row.revision, client)
  return client
}
