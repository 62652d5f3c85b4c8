import { auditedMembers } from '../../contract/audited-members.ts'
import { operationNamed } from '../../contract/model.ts'
import { ServiceError } from '../../contract/service-error.ts'
import type { ProviderSources } from '../../domain/identity-providers/requested-provider.ts'
import type { Seeded } from '../../domain/seed/declared-world.ts'
import { seedClient } from '../../domain/seed/seed-client.ts'
import { SeedConflict } from '../../domain/seed/seed-conflict.ts'
import { seedGroup } from '../../domain/seed/seed-group.ts'
import { seedIdentityProvider } from '../../domain/seed/seed-identity-provider.ts'
import { seedUser } from '../../domain/seed/seed-user.ts'
import { seedUserPool } from '../../domain/seed/seed-user-pool.ts'
import type { Storage, Stores } from '../../domain/stores.ts'
import { UniqueViolation } from '../../storage/driver/database-errors.ts'
import { auditEntry, type CommandRun } from '../command/audit-entry.ts'
import {
  regionOf,
  toDeclaredClient,
  toDeclaredGroup,
  toDeclaredUser,
  toDeclaredUserPool,
} from './declared.ts'
import { type PageKind, type PageRun, pageSteps, resourceServerSteps, type SeedStep } from './page-steps.ts'
import { type PreparedProviders, prepareProviders } from './prepare-providers.ts'
import { worldError } from './problems.ts'
import type { World, WorldUserPool } from './world.ts'

const KINDS = [
  'user pools',
  'identity providers',
  'resource servers',
  'clients',
  'domains',
  'UI customizations',
  'brandings',
  'terms documents',
  'groups',
  'users',
] as const satisfies readonly (
  | PageKind
  | 'user pools'
  | 'identity providers'
  | 'clients'
  | 'groups'
  | 'users'
)[]
type Kind = (typeof KINDS)[number]

/** How many objects were created, and how many existed and stay unchanged. */
export type Tally = Readonly<Record<Kind, Record<Seeded, number>>>

type Maker =
  | SeedStep['maker']
  | 'CreateUserPool'
  | 'CreateIdentityProvider'
  | 'CreateUserPoolClient'
  | 'CreateGroup'
  | 'AdminCreateUser'

/** A run of the command, with what identity providers are made with. */
export type SeedRun = PageRun & ProviderSources

/**
 * Creates the declared objects that are missing, all of them or none, each with an audit record.
 * @throws ConfigError with the line of an object that breaks a rule
 */
export async function applyWorld(storage: Storage, file: string, world: World, run: SeedRun): Promise<Tally> {
  const attempt = attemptsOf(file, world)
  const providers = await prepareProviders(storage.stores, world.userPools, run, attempt)
  const apply = () => storage.transaction((stores) => applyOnce(stores, world, { run, attempt, providers }))
  try {
    return await apply()
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error
    return apply() // another node created the same pool meanwhile, so now it exists
  }
}

/** Runs the work for an object of the file. An error names its place. */
type Attempt = <Result>(item: object, work: Promise<Result>) => Promise<Result>

function attemptsOf(file: string, world: World): Attempt {
  return (item, work) =>
    work.catch((error: unknown) => {
      throw withPlace(error, file, world, item)
    })
}

interface Application {
  readonly run: SeedRun
  readonly attempt: Attempt
  readonly providers: PreparedProviders
}

async function applyOnce(stores: Stores, world: World, application: Application): Promise<Tally> {
  const tally = newTally()
  for (const pool of world.userPools) await applyPool(stores, pool, application, tally)
  return tally
}

async function applyPool(
  stores: Stores,
  declared: WorldUserPool,
  { run, attempt, providers }: Application,
  tally: Tally,
): Promise<void> {
  const region = regionOf(declared.Id) ?? ''
  const { IdentityProviders = [], UserPoolClients = [], Groups = [], Users = [] } = declared
  const count = async (kind: Kind, maker: Maker, item: object, seeded: Seeded) => {
    tally[kind][seeded]++
    if (seeded === 'made') await record(stores, maker, { UserPoolId: declared.Id, ...item }, region, run)
  }

  const take = async (steps: readonly SeedStep[]) => {
    for (const { kind, maker, item, seed } of steps)
      await count(kind, maker, item, await attempt(item, seed()))
  }
  const { seeded, pool } = await attempt(declared, seedUserPool(stores, toDeclaredUserPool(declared), run))
  await count('user pools', 'CreateUserPool', declared, seeded)
  for (const provider of IdentityProviders) {
    const prepared = providers.get(provider)
    const outcome = prepared ? await attempt(provider, seedIdentityProvider(stores, prepared)) : 'kept'
    await count('identity providers', 'CreateIdentityProvider', provider, outcome)
  }
  await take(resourceServerSteps(stores, pool, declared, run))
  for (const client of UserPoolClients) {
    const wanted = toDeclaredClient(client, declared.Id)
    const outcome = await attempt(client, seedClient(stores, pool, wanted, run))
    await count('clients', 'CreateUserPoolClient', client, outcome)
  }
  await take(pageSteps(stores, pool, declared, run))
  for (const group of Groups) {
    const outcome = await attempt(group, seedGroup(stores, pool, toDeclaredGroup(group), run))
    await count('groups', 'CreateGroup', group, outcome)
  }
  for (const user of Users) {
    const outcome = await attempt(user, seedUser(stores, pool, toDeclaredUser(user), run))
    await count('users', 'AdminCreateUser', user, outcome)
  }
}

interface SeededInput {
  readonly UserPoolId: string
  readonly Id?: string
  readonly ClientId?: string
}

/** The record of the operation that does the same; it shows no passwords and no attributes. */
async function record(stores: Stores, maker: Maker, input: SeededInput, region: string, run: CommandRun) {
  const entry = auditEntry(run, {
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: maker,
    region,
    userPoolId: input.UserPoolId,
    requestParameters: auditedMembers(operationNamed(maker).input, input),
    responseElements: chosenIds(maker, input),
  })
  await stores.auditEvents.append(entry)
}

/** The ids that the operation would return. */
function chosenIds(maker: Maker, { Id: id, ClientId: clientId, UserPoolId: userPoolId }: SeededInput) {
  if (maker === 'CreateUserPool') return { userPool: { id } }
  return maker === 'CreateUserPoolClient' ? { userPoolClient: { clientId, userPoolId } } : null
}

function withPlace(error: unknown, file: string, world: World, item: object): unknown {
  if (!(error instanceof ServiceError || error instanceof SeedConflict)) return error
  const why = error instanceof ServiceError ? `${error.name}: ${error.message}` : error.message
  return worldError(file, [{ ...world.placeOf(item), text: `can't be made: ${why}` }])
}

function newTally(): Tally {
  return Object.fromEntries(KINDS.map((kind) => [kind, { made: 0, kept: 0 }])) as Tally
}

/** `made 1 user pool, 2 clients; kept 3 users`. */
export function describeTally(tally: Tally): string {
  const parts = (seeded: Seeded) =>
    KINDS.filter((kind) => tally[kind][seeded] > 0)
      .map((kind) => `${tally[kind][seeded]} ${tally[kind][seeded] === 1 ? kind.slice(0, -1) : kind}`)
      .join(', ') || 'nothing'
  return `made ${parts('made')}; kept ${parts('kept')}`
}
