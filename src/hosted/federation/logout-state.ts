import { type Instant, MINUTE } from '../../kernel/clock.ts'
import { open, seal } from '../../kernel/cryptography/encryption.ts'
import type { Exchange } from '../domains/exchange.ts'

/** As long as a sign-in at a provider may take. */
const LIFETIME = 5 * MINUTE

/** A browser that is signed out at a provider and comes back. The provider carries it as `RelayState`, sealed. */
export interface LogoutState {
  readonly requestId: string
  readonly provider: string
  /** Where the browser goes in the end: an address of the client, or a page of the domain. */
  readonly address: string
  readonly expiresAt: Instant
}

type About = Pick<Exchange, 'domain' | 'world'>

export function newLogoutState(
  { world, now }: Pick<Exchange, 'now' | 'world'>,
  { provider, address }: Pick<LogoutState, 'address' | 'provider'>,
): LogoutState {
  return { requestId: `_${world.entropy.uuid()}`, provider, address, expiresAt: now + LIFETIME }
}

export function sealLogoutState({ world, domain }: About, state: LogoutState): string {
  const key = world.poolKeys('provider sign-outs', domain.userPoolId)
  return seal(key, world.entropy, JSON.stringify(state), contextOf(domain)).toString('base64url')
}

/**
 * What was sealed; undefined if it was not sealed for this domain, or is too old. It need not be of the same browser: it
 * only leads to an address of the client.
 */
export function openLogoutState(
  { world, domain, now }: About & Pick<Exchange, 'now'>,
  sealed: string,
): LogoutState | undefined {
  const key = world.poolKeys('provider sign-outs', domain.userPoolId)
  const opened = open(key, Buffer.from(sealed, 'base64url'), contextOf(domain))
  if (!opened) return undefined
  const state = JSON.parse(opened.toString('utf8')) as LogoutState // authenticated: it is what we wrote
  return now < state.expiresAt ? state : undefined
}

function contextOf({ userPoolId, domain }: About['domain']): string[] {
  return ['sign-out', userPoolId, domain]
}
