import type { BrowserRequest } from '../../domain/journeys/oauth/authorize.ts'
import { SESSION_COOKIE } from './cookies.ts'
import type { Exchange } from './exchange.ts'

/** The request of a browser, as the journeys take it. */
export function browserRequest({ domain, query, cookies }: Exchange): BrowserRequest {
  return {
    userPoolId: domain.userPoolId,
    domain: domain.domain,
    parameters: query,
    secret: cookies[SESSION_COOKIE],
  }
}
