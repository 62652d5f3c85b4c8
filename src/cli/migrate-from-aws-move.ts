import { ConfigError } from '../config/config-error.ts'
import type { FormerPool } from '../domain/moving/former-pool.ts'
import type { Storage, Stores } from '../domain/stores.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { OldPool } from '../gateways/cognito.ts'
import type { Clock } from '../kernel/clock.ts'
import { changedClientSettings, changedPoolSettings } from './migrate-from-aws-differences.ts'
import { leftBehind } from './migrate-from-aws-left-behind.ts'
import { linkThrough } from './migrate-from-aws-link.ts'
import { type MovePosition, readPosition, savePosition } from './migrate-from-aws-position.ts'
import { progressLine } from './migrate-from-aws-progress.ts'
import { emptyTally, type MoveMode, type MoveReport, type MoveTally } from './migrate-from-aws-report.ts'
import { moveLists } from './migrate-from-aws-run.ts'
import { toClient, toUserPool } from './migrate-from-aws-settings.ts'

export interface WantedMove {
  readonly mode: MoveMode
  readonly old: OldPool
  readonly place: { readonly region: string; readonly endpoint: string | undefined }
  /** The client to try passwords through. */
  readonly clientId: string | undefined
  readonly resume: boolean
  readonly clock: Clock
  /** Only of a move. */
  readonly storage?: Storage
}

type DescribedClient = ReturnType<typeof toClient>

/** Moves a pool, or tells how that would go. */
export async function movePool(wanted: WantedMove): Promise<MoveReport> {
  const { mode, old, place, clock, storage } = wanted
  const described = await old.describe()
  const pool = toUserPool(described, await old.mfaConfig(), clock())
  if (storage) await assertMayMove(storage.stores, pool, wanted.resume)
  const { clients, changed } = await readClients(old, pool, clock)
  const known = clients.map(({ client, secret }) => ({ client, secret: secret?.value }))
  const link = linkThrough(known, place, wanted.clientId)
  const report = {
    userPoolId: pool.id,
    poolName: pool.name,
    mode,
    estimatedUsers: described.EstimatedNumberOfUsers,
    link: link ? { clientId: link.clientId, flow: link.flow } : null,
    leftBehind: leftBehind({
      pool: described,
      identityProviders: await orUnreadable(old.identityProviders()),
      resourceServers: await orUnreadable(old.resourceServers()),
      changed: [...changedPoolSettings(described, pool), ...changed],
    }),
  }
  if (mode === 'plan') return { ...report, tally: emptyTally() }
  const line = progressLine(process.stderr, described.EstimatedNumberOfUsers, clock)
  try {
    const begun = storage ? await storeFrame(storage, pool, clients, link, clock) : counted(clients)
    const run = { old, pool, storage, clock, progress: line.progress }
    return { ...report, tally: await moveLists(run, begun) }
  } finally {
    line.end()
  }
}

async function assertMayMove(stores: Stores, { id }: UserPool, resume: boolean): Promise<void> {
  const isHere = (await stores.userPools.find(id)) !== undefined
  const isBegun = (await readPosition(stores, id)) !== undefined
  if (isHere && !isBegun) throw new ConfigError([`user pool ${id} is here already, and was not moved`])
  if (isHere && !resume) throw new ConfigError([`a move of user pool ${id} was begun: go on with --resume`])
}

async function readClients(old: OldPool, pool: UserPool, clock: Clock) {
  const clients: DescribedClient[] = []
  const changed: string[] = []
  let token: string | undefined
  do {
    const { entries, next } = await old.clientIds(token)
    for (const id of entries) {
      const described = await old.describeClient(id)
      const read = toClient(described, pool.id, clock())
      clients.push(read)
      changed.push(...changedClientSettings(described, read.client))
    }
    token = next
  } while (token !== undefined)
  return { clients, changed }
}

/**
 * Stores pool, clients and link, as far as they are not there yet, and answers where the lists go on: where they were
 * interrupted, or after a whole move at their beginning.
 */
async function storeFrame(
  storage: Storage,
  pool: UserPool,
  clients: readonly DescribedClient[],
  link: FormerPool | undefined,
  clock: Clock,
): Promise<MovePosition> {
  return storage.transaction(async (stores) => {
    const before = (await stores.userPools.find(pool.id)) && (await readPosition(stores, pool.id))
    if (!before) await stores.userPools.insert(pool)
    const tally: MoveTally = before && before.part !== 'done' ? before.tally : emptyTally()
    for (const { client, secret } of clients) {
      if (await stores.clients.find(client.id)) {
        if (!before) throw clientTaken(client.id)
        continue
      }
      await stores.clients.insert(client)
      if (secret) await stores.clients.addSecret(secret)
      tally.clients++
    }
    if (link) await stores.formerPools.save(link)
    const isUnderWay = before && before.part !== 'done'
    const begun: MovePosition = isUnderWay ? { ...before, tally } : { part: 'groups', tally }
    await savePosition(stores, pool.id, begun, clock())
    return begun
  })
}

function counted(clients: readonly DescribedClient[]): MovePosition {
  return { part: 'groups', tally: { ...emptyTally(), clients: clients.length } }
}

const clientTaken = (id: string) => new ConfigError([`another user pool here has a client ${id}`])

/** What only the report wants must not end the move: the owner may not have been given the right to list it. */
async function orUnreadable<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch {
    return undefined
  }
}
