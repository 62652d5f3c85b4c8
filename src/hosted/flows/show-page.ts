import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { commonHeaders } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'
import { type Html, PAGE_HEADERS } from '../pages/layout.ts'
import { errorPage } from '../pages/sign-in/error-page.ts'

interface Showing {
  readonly status?: number
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[]
  /** The request whose redirect URI a form of the page may lead to. */
  readonly request?: Pick<AuthorizationRequest, 'redirectUri'>
}

/** A page of a domain. It loads and frames nothing, and no script runs in it. */
export async function showPage(
  exchange: Exchange,
  page: Html,
  { status = 200, cookies = [], request }: Showing = {},
): Promise<Response> {
  const headers = commonHeaders(exchange)
  for (const [name, value] of Object.entries(PAGE_HEADERS)) headers.set(name, value)
  headers.set('cache-control', 'no-cache, no-store, max-age=0, must-revalidate')
  headers.set(
    'content-security-policy',
    contentPolicy(request?.redirectUri ?? exchange.query.get('redirect_uri')),
  )
  headers.set('content-type', 'text/html;charset=UTF-8')
  headers.set('content-language', 'en-US')
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(`${await page}`, { status, headers })
}

/** A form that is too old, or not from our own page: the sign-in has to begin anew. */
export function showExpired(exchange: Exchange): Promise<Response> {
  const again = `${exchange.domain.base}/login?${exchange.rawQuery}`
  return showPage(exchange, errorPage({ message: 'Something went wrong.', again }), { status: 403 })
}

/**
 * Browsers apply `form-action` to the redirects that follow a form, too: to the client, and from there to wherever the
 * client goes on. So it allows https, and the kind of address that the client has.
 */
function contentPolicy(redirectUri: string | null): string {
  const targets = ["'self'", 'https:', ...clientTargets(redirectUri)]
  return PAGE_HEADERS['content-security-policy'].replace(
    "form-action 'self'",
    `form-action ${targets.join(' ')}`,
  )
}

const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*', 'http://[::1]:*']

function clientTargets(redirectUri: string | null): readonly string[] {
  if (redirectUri === null || !URL.canParse(redirectUri)) return []
  const { protocol } = new URL(redirectUri)
  if (protocol === 'http:') return LOOPBACK
  return protocol === 'https:' || !/^[a-z][a-z0-9+.-]*:$/.test(protocol) ? [] : [protocol]
}
