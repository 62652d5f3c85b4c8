import type { Storage, Stores } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { clientSettingsWithoutEffect } from '../../domain/without-effect/client-settings.ts'
import { poolSettingsWithoutEffect } from '../../domain/without-effect/pool-settings.ts'
import type { OldPool } from '../../gateways/cognito.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { changedPoolSettings } from './differences.ts'
import { alreadyFinished, begunAlready, hereAlready } from './errors.ts'
import { factorReader } from './factors.ts'
import { type MoveFrame, orUnreadable, readClients, storeFrame } from './frame.ts'
import { leftBehind } from './left-behind.ts'
import { linkThrough } from './link.ts'
import { type MovePosition, readPosition } from './position.ts'
import { progressLine } from './progress.ts'
import { emptyTally, type MoveMode, type MoveReport, type ReadAt } from './report.ts'
import { moveLists } from './run.ts'
import { toPoolSessions, toUserPool } from './settings.ts'

export interface WantedMove {
  readonly mode: MoveMode
  readonly old: OldPool
  readonly region: string
  /** Whether `--endpoint-url` was given; one that the SDK finds by itself is told apart. */
  readonly isEndpointNamed: boolean
  /** Whether to read the second factors of users, a call each. */
  readonly withFactors: boolean
  /** The client to try passwords through. */
  readonly clientId: string | undefined
  readonly resume: boolean
  readonly clock: Clock
  readonly run: CommandRun
  /** Only of a move. */
  readonly storage?: Storage
  /** Told when something is stored, from where the move can go on. */
  begun?(): void
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
    readAt: { region, ...readAt(old.endpoint(), wanted) },
    estimatedUsers: described.EstimatedNumberOfUsers,
    link: link ? { clientId: link.clientId, flow: link.flow } : null,
    leftBehind: leftBehind({
      pool: described,
      identityProviders: await orUnreadable(old.identityProviders()),
      resourceServers: await orUnreadable(old.resourceServers()),
      isSessionConfigurationKnown:
        sessions !== undefined && clients.every(({ sessions }) => sessions !== undefined),
      changed: [...changedPoolSettings(described, pool), ...changed],
      withoutEffect: namesWithoutEffect(pool, clients),
    }),
  }
  if (mode === 'plan') return { ...report, tally: emptyTally() }
  const line = progressLine(process.stderr, described.EstimatedNumberOfUsers, clock)
  try {
    const frame = { pool, sessions, clients, link }
    const begun = storage ? await storeFrame(storage, frame, wanted) : counted(clients)
    wanted.begun?.()
    const hasMfa = (described.MfaConfiguration ?? 'OFF') !== 'OFF'
    const factorsOf = hasMfa ? factorReader(old, wanted.withFactors) : undefined
    const run = { old, pool, storage, clock, factorsOf, progress: line.progress }
    return { ...report, tally: await moveLists(run, begun) }
  } finally {
    line.end()
  }
}

function readAt(endpoint: string | undefined, { isEndpointNamed }: WantedMove): Omit<ReadAt, 'region'> {
  if (endpoint === undefined) return { endpoint: null, named: null }
  return { endpoint, named: isEndpointNamed ? 'option' : 'environment' }
}

function namesWithoutEffect(pool: UserPool, clients: MoveFrame['clients']): string[] {
  const ofClients = clients.flatMap(({ client }) =>
    clientSettingsWithoutEffect(client.settings).map(({ setting }) => `client ${client.id}: ${setting}`),
  )
  return [...poolSettingsWithoutEffect(pool.settings).map(({ setting }) => setting), ...ofClients]
}

async function assertMayMove(stores: Stores, { id }: UserPool, resume: boolean): Promise<void> {
  if (!(await stores.userPools.find(id))) return
  const position = await readPosition(stores, id)
  if (!position) throw hereAlready(id)
  if (position.finishedAt !== undefined) throw alreadyFinished(id, position)
  if (!resume) throw begunAlready(id)
}

function counted(clients: MoveFrame['clients']): MovePosition {
  return { part: 'groups', tally: { ...emptyTally(), clients: clients.length } }
}
