import type { PageRequest } from '../hosted/pages/page-environment.ts'
import type { HttpRequest, HttpResponse } from '../wire/http-message.ts'
import { headerOf } from '../wire/http-message.ts'
import { plain } from './answers.ts'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A name or an address, perhaps with a port. */
const HOST = /^(?:[a-z0-9._-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/** Control characters. The parser of addresses has escaped those that were not. */
const HOSTILE_PATH = /%(?:[01][0-9a-f]|7f)/i

/** A request in the form that pages take, or the refusal of one that no page could handle. */
export function pageRequest(request: HttpRequest): PageRequest | HttpResponse {
  const { method, headers, body } = request
  if (!METHODS.includes(method)) return notAllowed()
  const url = urlOf(request)
  if (url === undefined || holdsNul(request)) return plain(400, 'Bad Request')
  return { method, url, headers, body }
}

function urlOf(request: HttpRequest): URL | undefined {
  const { path, query, secure } = request
  const host = headerOf(request, 'host') ?? 'localhost' // HTTP/1.0 may leave it out
  // The parser takes a backslash for a slash.
  if (!HOST.test(host) || !path.startsWith('/') || path.includes('\\')) return undefined
  const url = parsed(`${secure ? 'https' : 'http'}://${host}${path}${query === '' ? '' : `?${query}`}`)
  return url && HOSTILE_PATH.test(url.pathname) ? undefined : url
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

/** No database stores a NUL character, and no page has a use for one. */
function holdsNul(request: HttpRequest): boolean {
  const { query, body } = request
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  return query.includes('%00') || body.includes(0) || (isForm && body.includes('%00'))
}

function notAllowed(): HttpResponse {
  const answer = plain(405, 'Method Not Allowed')
  return { ...answer, headers: { ...answer.headers, allow: METHODS.join(', ') } }
}
