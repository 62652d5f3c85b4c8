import type { AddressedDomain, NamedDomain } from '../../domain/domains/domain-address.ts'
import type { UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import type { World } from '../../domain/requests/world.ts'
import type { Stores } from '../../domain/stores.ts'
import type { PageEnvironment } from '../pages/page-environment.ts'
import { empty, unknownPath } from './answers.ts'
import { cookiesIn } from './cookies.ts'
import type { Exchange } from './exchange.ts'
import { routeOf } from './routes.ts'

type Bindings = PageEnvironment['Bindings']

/** Answers a request that is addressed to a domain; undefined for any other. */
export type DomainPages = (request: Request, bindings: Bindings) => Promise<Response | undefined>

/** Longer than any client sends. The rest is cut off. */
const LONGEST_USER_AGENT = 512

/** Serves the domains of user pools. */
export function domainPages(world: World, publicUrl: string): DomainPages {
  const { origin: publicSite, protocol } = new URL(publicUrl)
  const locator = world.domainLocator
  return async (request, bindings) => {
    const url = new URL(request.url)
    const addressed = locator.locate(url)
    if (!addressed) return undefined
    const { named, base } = addressed
    const domain = await findDomain(world.storage.stores, named)
    const about = {
      requestId: world.entropy.uuid(),
      secure: bindings.secure || protocol === 'https:',
      sites: [url.origin, publicSite, ...(domain ? [new URL(locator.urlOf(domain)).origin] : [])],
    }
    if (!domain) {
      // A host that is no domain of ours may be another name of the server.
      return named.kind === 'custom' && base === '' ? undefined : unknownPath(about)
    }
    const served = { ...domain, base }
    return answer(await exchangeOf(world, { request, bindings, url, addressed, domain: served, ...about }))
  }
}

function findDomain(
  { domains }: Pick<Stores, 'domains'>,
  named: NamedDomain,
): Promise<UserPoolDomain | undefined> {
  return named.kind === 'prefix' ? domains.find(named.region, named.prefix) : domains.findCustom(named.name)
}

interface Read extends Pick<Exchange, 'domain' | 'requestId' | 'secure' | 'sites'> {
  readonly request: Request
  readonly bindings: Bindings
  readonly url: URL
  readonly addressed: AddressedDomain
}

async function exchangeOf(world: World, read: Read): Promise<Exchange> {
  const { request, bindings, url, addressed, domain, requestId, secure, sites } = read
  const { headers, method } = request
  const text = await request.text()
  const isForm = /^application\/x-www-form-urlencoded *(?:;|$)/i.test(headers.get('content-type') ?? '')
  const userAgent = (headers.get('user-agent') ?? '').slice(0, LONGEST_USER_AGENT)
  return {
    world,
    domain,
    method,
    path: addressed.path,
    query: url.searchParams,
    rawQuery: url.search.slice(1),
    headers,
    form: isForm ? new URLSearchParams(text) : undefined,
    text,
    cookies: cookiesIn(headers.get('cookie')),
    secure,
    sites,
    origin: { ipAddress: bindings.remoteAddress, userAgent },
    requestId,
    now: world.clock(),
  }
}

/** AWS: 404 for an unknown path, and 405 without a body for another method. */
async function answer(exchange: Exchange): Promise<Response> {
  const route = routeOf(exchange.path)
  if (!route) return unknownPath(exchange)
  const method = exchange.method === 'HEAD' ? 'GET' : exchange.method
  const handler = Object.hasOwn(route, method) ? route[method as keyof typeof route] : undefined
  if (!handler) return empty(exchange, 405, { allow: Object.keys(route).join(', ') })
  return handler(exchange)
}
