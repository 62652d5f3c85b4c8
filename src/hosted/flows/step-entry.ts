import type { BrowserEntry } from '../../domain/browser-sessions/browser-entry.ts'
import type { SingleUse } from '../../domain/credentials/consumed-token-store.ts'
import { SESSION_COOKIE } from '../domains/cookies.ts'
import { DEVICE_COOKIE, devicesIn } from '../domains/device-cookie.ts'
import type { Entry } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { formEntry } from './form-entry.ts'

/** How a step of a sign-in counts towards the rates. */
export function stepEntry(
  exchange: Exchange,
  operation: 'InitiateAuth' | 'RespondToAuthChallenge',
  username: string,
): Entry {
  return formEntry(exchange, 'Login_POST', { operation, category: 'UserAuthentication' }, username)
}

export function browserEntry({ domain, cookies }: Exchange, flow: SingleUse): BrowserEntry {
  return {
    domain: domain.domain,
    devices: devicesIn(cookies[DEVICE_COOKIE]),
    flow,
    formerSecret: cookies[SESSION_COOKIE],
  }
}
