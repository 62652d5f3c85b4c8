import { parse, serialize } from 'hono/utils/cookie'
import type { Exchange } from './exchange.ts'

/** AWS: the names of the cookies. */
export const SESSION_COOKIE = 'cognito'
export const CSRF_COOKIE = 'XSRF-TOKEN'

/** The cookies of a request by name. Of several with one name, the first counts, which has the longest path. */
export function cookiesIn(header: string | null): Readonly<Record<string, string>> {
  return header === null ? {} : parse(header)
}

/**
 * A cookie of a domain: no script reads it, and it is sent to no other domain, with either form of addresses.
 * @param seconds how long it is kept; by default until the browser closes
 */
export function cookie(
  { domain, secure }: Pick<Exchange, 'domain' | 'secure'>,
  name: string,
  value: string,
  seconds?: number,
): string {
  return serialize(name, value, {
    path: domain.base === '' ? '/' : domain.base,
    httpOnly: true,
    secure,
    sameSite: 'Lax',
    ...(seconds !== undefined && { maxAge: seconds }),
  })
}

/**
 * The same for a cookie that also comes with forms of other sites. Browsers take it over https, and over http from
 * localhost.
 */
export function crossSiteCookie({ domain }: Pick<Exchange, 'domain'>, name: string, value: string): string {
  const path = domain.base === '' ? '/' : domain.base
  return serialize(name, value, { path, httpOnly: true, secure: true, sameSite: 'None' })
}

/** Makes the browser forget a cookie. */
export function forget(exchange: Pick<Exchange, 'domain' | 'secure'>, name: string): string {
  return `${cookie(exchange, name, '', 0)}; Expires=Thu, 01 Jan 1970 00:00:10 GMT`
}
