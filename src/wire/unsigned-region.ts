import type { RegionSentTo } from '../domain/requests/stores-in-region.ts'
import { type HttpRequest, headerOf } from './http-message.ts'

/** AWS: the host of the API in a region, and its FIPS endpoint, below any parent domain. */
const API_HOST = /^cognito-idp(?:-fips)?\.([a-z]{2,8}(?:-[a-z]{1,20}){1,3}-\d{1,2})\./

interface Served {
  /** If undefined, all region names are served. */
  readonly regions: ReadonlySet<string> | undefined
  readonly defaultRegion: string
}

/**
 * The region that a request without a signature was sent to: the one in its host, if this node serves it; else the
 * pool's own, unless this node does not serve that one: then the node's default region. Undefined if it is the pool's own
 * for every pool.
 */
export function unsignedRegion(
  request: Pick<HttpRequest, 'headers'>,
  { regions, defaultRegion }: Served,
): RegionSentTo | undefined {
  const named = API_HOST.exec(headerOf(request, 'host') ?? '')?.[1]
  if (named !== undefined && (regions === undefined || regions.has(named))) return () => named
  if (regions === undefined) return undefined
  return (own) => (regions.has(own) ? own : defaultRegion)
}
