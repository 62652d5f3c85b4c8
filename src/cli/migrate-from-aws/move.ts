import type { ProviderSources } from '../../domain/identity-providers/requested-provider.ts'
import { assertMayMove, beginMove, type MoveFrame } from '../../domain/moving/begin-move.ts'
import { moveLists } from '../../domain/moving/move-lists.ts'
import { emptyTally, type MovePosition } from '../../domain/moving/move-position.ts'
import { passwordLink } from '../../domain/moving/password-link.ts'
import { factorReader } from '../../domain/moving/read-factors.ts'
import type { Storage } from '../../domain/stores.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { clientSettingsWithoutEffect } from '../../domain/without-effect/client-settings.ts'
import { domainSettingsWithoutEffect } from '../../domain/without-effect/domain-settings.ts'
import { poolSettingsWithoutEffect } from '../../domain/without-effect/pool-settings.ts'
import type { DescribedFormerPool } from '../../gateways/cognito.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { CommandRun } from '../command/audit-entry.ts'
import { changedPoolSettings } from './differences.ts'
import { leftBehind } from './left-behind.ts'
import { progressLine } from './progress.ts'
import { orUnreadable, readClients } from './read-clients.ts'
import { readPages } from './read-pages.ts'
import { readProviders } from './read-providers.ts'
import { recordStep } from './record.ts'
import { unfitClient } from './refusals.ts'
import type { MoveMode, MoveReport, ReadAt } from './report.ts'
import { toPoolSessions, toUserPool } from './settings.ts'

export interface WantedMove {
  readonly mode: MoveMode
  readonly former: DescribedFormerPool
  readonly region: string
  /** Whether `--endpoint-url` was given: the report says so. */
  readonly isEndpointNamed: boolean
  /** Whether to read the second factors of users, which takes a call for each user. */
  readonly withFactors: boolean
  /** The client through which to try passwords: `--client-id`. */
  readonly clientId: string | undefined
  readonly resume: boolean
  readonly clock: Clock
  readonly run: CommandRun
  /** What identity providers are made with. */
  readonly sources: ProviderSources
  /** Missing in a plan and a dry run. */
  readonly storage?: Storage
  /** Called once something is stored, so that --resume works. */
  begun?(): void
}

/** Moves a pool, or only reports what a move would do. */
export async function movePool(wanted: WantedMove): Promise<MoveReport> {
  const { mode, former, region, clock, storage } = wanted
  const described = await former.describe()
  const pool = toUserPool(described, await former.mfaConfig(), clock())
  if (storage) await assertMayMove(storage.stores, pool.id, wanted.resume)
  const sessions = await orUnreadable(former.sessionConfiguration().then(toPoolSessions))
  const { clients, changed } = await readClients(former, pool, clock, sessions)
  const read = await orUnreadable(readProviders(former, pool.id, wanted.sources))
  const ids = clients.map(({ client }) => client.id)
  const pages = await readPages(former, described, ids, clock())
  const link = chooseLink(clients, { region, endpoint: former.endpoint() }, wanted.clientId)
  const report = {
    userPoolId: pool.id,
    poolName: pool.name,
    mode,
    readAt: { region, ...readAt(former.endpoint(), wanted) },
    estimatedUsers: described.EstimatedNumberOfUsers,
    link: link ? { clientId: link.clientId, flow: link.flow } : null,
    leftBehind: leftBehind({
      pool: described,
      identityProviders: read,
      pages,
      isSessionConfigurationKnown:
        sessions !== undefined && clients.every(({ sessions }) => sessions !== undefined),
      changed: [...changedPoolSettings(described, pool), ...changed],
      withoutEffect: namesWithoutEffect(pool, clients, pages.domains),
    }),
  }
  if (mode === 'plan') return { ...report, tally: emptyTally() }
  const line = progressLine(process.stderr, described.EstimatedNumberOfUsers, clock)
  try {
    const frame = { pool, sessions, clients, providers: read?.providers ?? [], pages, link }
    const position = storage ? await begin(storage, frame, wanted) : counted(clients)
    wanted.begun?.()
    const hasMfa = (described.MfaConfiguration ?? 'OFF') !== 'OFF'
    const readFactors = hasMfa ? factorReader(former, wanted.withFactors) : undefined
    const context = { former, pool, storage, clock, readFactors, progress: line.progress }
    return { ...report, tally: await moveLists(context, position) }
  } finally {
    line.end()
  }
}

function readAt(endpoint: string | undefined, { isEndpointNamed }: WantedMove): Omit<ReadAt, 'region'> {
  if (endpoint === undefined) return { endpoint: null, named: null }
  return { endpoint, named: isEndpointNamed ? 'option' : 'environment' }
}

function namesWithoutEffect(
  pool: UserPool,
  clients: MoveFrame['clients'],
  domains: MoveFrame['pages']['domains'],
): string[] {
  const ofClients = clients.flatMap(({ client }) =>
    clientSettingsWithoutEffect(client.settings).map(({ setting }) => `client ${client.id}: ${setting}`),
  )
  const ofDomains = domains.flatMap((domain) =>
    domainSettingsWithoutEffect(domain).map(({ setting }) => `domain ${domain.domain}: ${setting}`),
  )
  const own = poolSettingsWithoutEffect(pool.settings).map(({ setting }) => setting)
  return [...own, ...ofDomains, ...ofClients]
}

/** The link through the client of `--client-id`, or else through the first suitable one. Throws a ConfigError. */
function chooseLink(
  clients: MoveFrame['clients'],
  address: Parameters<typeof passwordLink>[1],
  clientId: string | undefined,
): MoveFrame['link'] {
  const known = clients.map(({ client, secret }) => ({ client, secret: secret?.value }))
  if (clientId === undefined) return passwordLink(known, address)
  const link = passwordLink(
    known.filter(({ client }) => client.id === clientId),
    address,
  )
  if (link === undefined) throw unfitClient(clientId)
  return link
}

function begin(storage: Storage, frame: MoveFrame, { clock, run }: WantedMove): Promise<MovePosition> {
  return storage.transaction(async (stores) => {
    const { position, isResumed } = await beginMove(stores, frame, clock())
    await recordStep(stores, run, frame.pool.id, isResumed ? 'resume' : 'move')
    return position
  })
}

function counted(clients: MoveFrame['clients']): MovePosition {
  return { part: 'groups', tally: { ...emptyTally(), clients: clients.length } }
}
