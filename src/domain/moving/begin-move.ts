import type { Instant } from '../../kernel/clock.ts'
import type { ClientSecret, UserPoolClient } from '../clients/user-pool-client.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type {
  ClientSessionConfiguration,
  PoolSessionConfiguration,
} from '../sessions/session-configuration.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { FormerPool } from './former-pool.ts'
import { readPosition, savePosition } from './keep-position.ts'
import { emptyTally, type MovePosition, type MoveTally } from './move-position.ts'
import { assertUnfinished, MoveRefused } from './move-refused.ts'
import type { MovedPages } from './moved-pages.ts'
import { storePages } from './store-pages.ts'

/** A client of the former pool. */
export interface MovedClient {
  readonly client: UserPoolClient
  readonly secret: ClientSecret | undefined
  /** Undefined where it could not be read. */
  readonly sessions: ClientSessionConfiguration | undefined
}

/** The pool, its clients, identity providers and what belongs to its pages, without the lists: groups, users and memberships. */
export interface MoveFrame {
  readonly pool: UserPool
  /** Undefined where it could not be read. */
  readonly sessions: PoolSessionConfiguration | undefined
  readonly clients: readonly MovedClient[]
  readonly providers: readonly IdentityProvider[]
  readonly pages: MovedPages
  /** Undefined where no client of the former pool allows trying passwords. */
  readonly link: FormerPool | undefined
}

/** @throws MoveRefused where the pool is here and was not moved, its move is finished, or begun and not to be resumed */
export async function assertMayMove(
  stores: Pick<Stores, 'moves' | 'userPools'>,
  userPoolId: string,
  isResumed: boolean,
): Promise<void> {
  if (!(await stores.userPools.find(userPoolId))) return
  const position = await readPosition(stores, userPoolId)
  if (!position) throw new MoveRefused(userPoolId, { why: 'hereAlready' })
  assertUnfinished(userPoolId, position)
  if (!isResumed) throw new MoveRefused(userPoolId, { why: 'begun' })
}

export interface BegunMove {
  /** Where the lists go on: where they were interrupted, or at their beginning after a whole move. */
  readonly position: MovePosition
  readonly isResumed: boolean
}

/**
 * Stores the pool, its clients, identity providers, pages and the link, as far as they are missing here.
 * @throws MoveRefused where another pool has one of the clients or domains
 */
export async function beginMove(stores: Stores, frame: MoveFrame, now: Instant): Promise<BegunMove> {
  const { pool, sessions, clients, link } = frame
  const before = (await stores.userPools.find(pool.id)) && (await readPosition(stores, pool.id))
  if (!before) {
    await stores.userPools.insert(pool)
    if (sessions) await stores.sessionConfigurations.setOfPool(pool.id, sessions)
  }
  const interrupted = before && before.part !== 'done' ? before : undefined
  const tally: MoveTally = interrupted?.tally ?? emptyTally()
  for (const moved of clients) {
    if (await stores.clients.find(moved.client.id)) {
      if (!before) throw new MoveRefused(pool.id, { why: 'clientTaken', clientId: moved.client.id })
      continue
    }
    await storeClient(stores, frame, moved)
    tally.clients++
  }
  for (const provider of frame.providers) await stores.identityProviders.insert(provider)
  await storePages(stores, pool.id, frame.pages)
  if (link) await stores.formerPools.save(link)
  const position: MovePosition = interrupted ? { ...interrupted, tally } : { part: 'groups', tally }
  await savePosition(stores, pool.id, position, now)
  return { position, isResumed: before !== undefined }
}

async function storeClient(
  stores: Pick<Stores, 'clients' | 'sessionConfigurations'>,
  { sessions: ofPool }: MoveFrame,
  { client, secret, sessions }: MovedClient,
): Promise<void> {
  await stores.clients.insert(client)
  if (secret) await stores.clients.addSecret(secret)
  if (sessions && ofPool?.userSessionTracking === 'ENABLED') {
    await stores.sessionConfigurations.setOfClient(client.id, sessions)
  }
}
