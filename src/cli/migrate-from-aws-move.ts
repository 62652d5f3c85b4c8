import { ConfigError } from '../config/config-error.ts'
import type { Storage, Stores } from '../domain/stores.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { OldPool } from '../gateways/cognito.ts'
import type { Clock } from '../kernel/clock.ts'
import { changedPoolSettings } from './migrate-from-aws-differences.ts'
import { type MoveFrame, orUnreadable, readClients, storeFrame } from './migrate-from-aws-frame.ts'
import { leftBehind } from './migrate-from-aws-left-behind.ts'
import { linkThrough } from './migrate-from-aws-link.ts'
import { type MovePosition, readPosition } from './migrate-from-aws-position.ts'
import { progressLine } from './migrate-from-aws-progress.ts'
import { emptyTally, type MoveMode, type MoveReport } from './migrate-from-aws-report.ts'
import { moveLists } from './migrate-from-aws-run.ts'
import { toPoolSessions, toUserPool } from './migrate-from-aws-settings.ts'

export interface WantedMove {
  readonly mode: MoveMode
  readonly old: OldPool
  readonly region: string
  /** The client to try passwords through. */
  readonly clientId: string | undefined
  readonly resume: boolean
  readonly clock: Clock
  /** Only of a move. */
  readonly storage?: Storage
}

/** Moves a pool, or tells how that would go. */
export async function movePool(wanted: WantedMove): Promise<MoveReport> {
  const { mode, old, region, clock, storage } = wanted
  const described = await old.describe()
  const pool = toUserPool(described, await old.mfaConfig(), clock())
  if (storage) await assertMayMove(storage.stores, pool, wanted.resume)
  const sessions = await orUnreadable(old.sessionConfiguration().then(toPoolSessions))
  const { clients, changed } = await readClients(old, pool, clock, sessions)
  const known = clients.map(({ client, secret }) => ({ client, secret: secret?.value }))
  const link = linkThrough(known, { region, endpoint: old.endpoint() }, wanted.clientId)
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
      isSessionConfigurationKnown:
        sessions !== undefined && clients.every(({ sessions }) => sessions !== undefined),
      changed: [...changedPoolSettings(described, pool), ...changed],
    }),
  }
  if (mode === 'plan') return { ...report, tally: emptyTally() }
  const line = progressLine(process.stderr, described.EstimatedNumberOfUsers, clock)
  try {
    const frame = { pool, sessions, clients, link }
    const begun = storage ? await storeFrame(storage, frame, clock) : counted(clients)
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

function counted(clients: MoveFrame['clients']): MovePosition {
  return { part: 'groups', tally: { ...emptyTally(), clients: clients.length } }
}
