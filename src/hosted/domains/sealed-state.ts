import type { PoolKeyPurpose } from '../../domain/credentials/pool-keys.ts'
import type { Instant } from '../../kernel/clock.ts'
import { open, seal } from '../../kernel/cryptography/encryption.ts'
import type { Exchange } from './exchange.ts'

/** Something that a browser carries for us until then, epoch milliseconds. */
export interface Expiring {
  readonly expiresAt: Instant
}

/** What a sealed state is for: it opens only for the same purpose, on the same domain and in the same context. */
export interface StateUse {
  readonly purpose: PoolKeyPurpose
  /** The kind of the state, for which the purpose has several. */
  readonly kind: string
  readonly context?: readonly string[]
}

type About = Pick<Exchange, 'world' | 'domain'>

/** The state in base64url, which only we can read. */
export function sealState({ world, domain }: About, use: StateUse, state: Expiring): string {
  const key = world.poolKeys(use.purpose, domain.userPoolId)
  return seal(key, world.entropy, JSON.stringify(state), contextOf(domain, use)).toString('base64url')
}

/** What was sealed for this use; undefined for any other text, and after it has expired. */
export function openState<State extends Expiring>(
  { world, domain }: About,
  use: StateUse,
  sealed: string,
  now: Instant,
): State | undefined {
  const key = world.poolKeys(use.purpose, domain.userPoolId)
  const opened = open(key, Buffer.from(sealed, 'base64url'), contextOf(domain, use))
  if (!opened) return undefined
  const state = JSON.parse(opened.toString('utf8')) as State // authenticated: it is what we wrote
  return now < state.expiresAt ? state : undefined
}

function contextOf({ userPoolId, domain }: About['domain'], { kind, context = [] }: StateUse): string[] {
  return [kind, userPoolId, domain, ...context]
}
