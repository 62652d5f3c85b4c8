import { ConfigError } from '../../config/config-error.ts'
import type { FormerPool } from '../../domain/moving/former-pool.ts'
import {
  CLIENT_DEFAULT,
  type ClientSessionConfiguration,
  type PoolSessionConfiguration,
} from '../../domain/sessions/session-configuration.ts'
import type { Storage } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import type { OldPool } from '../../gateways/cognito.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { changedClientSettings } from './differences.ts'
import { type MovePosition, readPosition, savePosition } from './position.ts'
import { recordStep } from './record.ts'
import { emptyTally, type MoveTally } from './report.ts'
import { toClient, toClientSessions } from './settings.ts'

interface DescribedClient extends ReturnType<typeof toClient> {
  /** Undefined: could not be read. */
  readonly sessions: ClientSessionConfiguration | undefined
}

/** What the lists hang on. */
export interface MoveFrame {
  readonly pool: UserPool
  readonly sessions: PoolSessionConfiguration | undefined
  readonly clients: readonly DescribedClient[]
  readonly link: FormerPool | undefined
}

export async function readClients(
  old: OldPool,
  pool: UserPool,
  clock: Clock,
  sessions: PoolSessionConfiguration | undefined,
) {
  const clients: DescribedClient[] = []
  const changed: string[] = []
  let token: string | undefined
  do {
    const { entries, next } = await old.clientIds(token)
    for (const id of entries) {
      const described = await old.describeClient(id)
      const read = toClient(described, pool.id, clock())
      clients.push({ ...read, sessions: await readClientSessions(old, id, sessions) })
      changed.push(...changedClientSettings(described, read.client))
    }
    token = next
  } while (token !== undefined)
  return { clients, changed }
}

/** AWS: a client has such a configuration only where sessions are tracked; elsewhere a call is saved. */
async function readClientSessions(
  old: OldPool,
  clientId: string,
  ofPool: PoolSessionConfiguration | undefined,
): Promise<ClientSessionConfiguration | undefined> {
  if (ofPool?.userSessionTracking !== 'ENABLED') return CLIENT_DEFAULT
  return orUnreadable(old.clientSessionConfiguration(clientId).then(toClientSessions))
}

/**
 * Stores pool, clients and link, as far as they are not there yet, and answers where the lists go on: where they were
 * interrupted, or after a whole move at their beginning.
 */
export async function storeFrame(
  storage: Storage,
  { pool, sessions, clients, link }: MoveFrame,
  { clock, run }: { readonly clock: Clock; readonly run: CommandRun },
): Promise<MovePosition> {
  return storage.transaction(async (stores) => {
    const before = (await stores.userPools.find(pool.id)) && (await readPosition(stores, pool.id))
    if (!before) {
      await stores.userPools.insert(pool)
      if (sessions) await stores.sessionConfigurations.setOfPool(pool.id, sessions)
    }
    const tally: MoveTally = before && before.part !== 'done' ? before.tally : emptyTally()
    for (const { client, secret, sessions: ofClient } of clients) {
      if (await stores.clients.find(client.id)) {
        if (!before) throw clientTaken(client.id)
        continue
      }
      await stores.clients.insert(client)
      if (secret) await stores.clients.addSecret(secret)
      if (ofClient && sessions?.userSessionTracking === 'ENABLED') {
        await stores.sessionConfigurations.setOfClient(client.id, ofClient)
      }
      tally.clients++
    }
    if (link) await stores.formerPools.save(link)
    const isUnderWay = before && before.part !== 'done'
    const begun: MovePosition = isUnderWay ? { ...before, tally } : { part: 'groups', tally }
    await savePosition(stores, pool.id, begun, clock())
    await recordStep(stores, run, pool.id, before ? 'resume' : 'move')
    return begun
  })
}

const clientTaken = (id: string) => new ConfigError([`another user pool here has a client ${id}`])

/** What only the report wants must not end the move: the owner may not have been given the right to list it. */
export async function orUnreadable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch {
    return undefined
  }
}
