import type { MovedClient } from '../../domain/moving/begin-move.ts'
import {
  CLIENT_DEFAULT,
  type ClientSessionConfiguration,
  type PoolSessionConfiguration,
} from '../../domain/sessions/session-configuration.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { DescribedFormerPool } from '../../gateways/cognito.ts'
import type { Clock } from '../../kernel/clock.ts'
import { entriesOf } from '../../kernel/pages.ts'
import { changedClientSettings } from './differences.ts'
import { toClient, toClientSessions } from './settings.ts'

/** The clients of the former pool, and the paths of their settings that can't be stored unchanged. */
export async function readClients(
  former: DescribedFormerPool,
  pool: UserPool,
  clock: Clock,
  sessions: PoolSessionConfiguration | undefined,
): Promise<{ clients: readonly MovedClient[]; changed: readonly string[] }> {
  const clients: MovedClient[] = []
  const changed: string[] = []
  for await (const id of entriesOf(former.clientIds)) {
    const described = await former.describeClient(id)
    const read = toClient(described, pool.id, clock())
    clients.push({ ...read, sessions: await readClientSessions(former, id, sessions) })
    changed.push(...changedClientSettings(described, read.client))
  }
  return { clients, changed }
}

/** AWS: clients only have such a configuration if sessions are tracked. Otherwise this saves a call. */
async function readClientSessions(
  former: DescribedFormerPool,
  clientId: string,
  ofPool: PoolSessionConfiguration | undefined,
): Promise<ClientSessionConfiguration | undefined> {
  if (ofPool?.userSessionTracking !== 'ENABLED') return CLIENT_DEFAULT
  return orUnreadable(former.clientSessionConfiguration(clientId).then(toClientSessions))
}

/** Returns undefined instead of failing: a missing permission must not stop the move if only the report needs it. */
export async function orUnreadable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch {
    return undefined
  }
}
