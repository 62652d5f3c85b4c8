import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Exchange } from '../domains/exchange.ts'
import { openState, sealState } from '../domains/sealed-state.ts'

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

const USE = { purpose: 'provider sign-outs', kind: 'sign-out' } as const

export function sealLogoutState(about: About, state: LogoutState): string {
  return sealState(about, USE, state)
}

/**
 * What was sealed; undefined if it was not sealed for this domain, or is too old. It need not be of the same browser: it
 * only leads to an address of the client.
 */
export function openLogoutState(
  about: About & Pick<Exchange, 'now'>,
  sealed: string,
): LogoutState | undefined {
  return openState(about, USE, sealed, about.now)
}
