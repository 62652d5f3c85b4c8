import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'

/** AWS: as captured. Answers of a domain are never stored, since they depend on who asks. */
const HEADERS = Object.entries({
  'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
  expires: '0',
  pragma: 'no-cache',
  server: 'Server',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
})

const JSON_TYPE = 'application/json;charset=UTF-8'

export type About = Pick<Exchange, 'requestId' | 'secure' | 'sites'>

/** What every answer of a domain has. */
export function commonHeaders({ requestId, secure, sites }: About): Map<string, string> {
  const headers = new Map(HEADERS)
  headers.set('x-amz-cognito-request-id', requestId)
  // Not for localhost: the browser would then use https for every other server there.
  if (secure && !sites.some(isLocal)) {
    headers.set('strict-transport-security', 'max-age=31536000 ; includeSubDomains')
  }
  return headers
}

function isLocal(site: string): boolean {
  const { hostname } = new URL(site)
  return hostname === 'localhost' || hostname.endsWith('.localhost')
}

export function json(about: About, status: number, body: object, more: Record<string, string> = {}): Answer {
  const answer = answerWith(about, status, JSON.stringify(body), more)
  answer.headers.set('content-type', JSON_TYPE)
  return answer
}

export function empty(about: About, status: number, more: Record<string, string> = {}): Answer {
  return answerWith(about, status, '', more)
}

function answerWith(about: About, status: number, body: string, more: Record<string, string>): Answer {
  const headers = commonHeaders(about)
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  return { status, headers, cookies: [], body }
}

/** @param cookies values of `Set-Cookie` */
export function redirect(about: About, address: string, cookies: readonly string[] = []): Answer {
  const headers = commonHeaders(about)
  headers.set('location', inAscii(address))
  return { status: 302, headers, cookies, body: '' }
}

/** AWS: a callback URL may have letters of any script, but a header only has ASCII. */
function inAscii(address: string): string {
  return address.toWellFormed().replace(/[^!-~]+/gu, encodeURIComponent)
}

/** AWS: the answer for a path that a domain does not have. */
export function unknownPath(about: About): Answer {
  return json(about, 404, { error: "This URL doesn't exist on the authorization server." })
}

/** AWS: documented for these three endpoints, and for no other path of a domain. */
export const CORS = { 'access-control-allow-origin': '*' }

/** In seconds. By then, a lost primary may be back, or the replica promoted. */
const RETRY_AFTER = '5'

/** The answer where nothing can be signed in or changed: on a read-only replica, and in the region of an inactive one. */
export function unavailable(about: About): Answer {
  return json(about, 503, { error: 'temporarily_unavailable' }, { 'retry-after': RETRY_AFTER })
}

/** The answer to a browser that asks whether it may send a request from another site. */
export async function preflight(exchange: Exchange): Promise<Answer> {
  return empty(exchange, 200, {
    ...CORS,
    'access-control-allow-methods': 'POST, GET, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, *',
    'access-control-max-age': '600',
  })
}
