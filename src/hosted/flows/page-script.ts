import { commonHeaders } from '../domains/answers.ts'
import type { ExchangeHandler } from '../domains/exchange.ts'
import { BROWSER_SCRIPT } from '../pages/sign-in/browser-script.ts'

/** GET /assets/pages.js: the script of the pages, the same for all. A new release is seen within an hour. */
export const pageScript: ExchangeHandler = async (exchange) => {
  const headers = commonHeaders(exchange)
  headers.set('cache-control', 'public, max-age=3600')
  headers.set('content-type', 'text/javascript;charset=UTF-8')
  headers.set('cross-origin-resource-policy', 'same-origin')
  for (const name of ['expires', 'pragma']) headers.delete(name)
  return { status: 200, headers, cookies: [], body: BROWSER_SCRIPT }
}
