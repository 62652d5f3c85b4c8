import type { AddressedDomain, NamedDomain } from '../../domain/domains/domain-address.ts'
import { isOfReplica, type UserPoolDomain } from '../../domain/domains/user-pool-domain.ts'
import type { World } from '../../domain/requests/world.ts'
import type { Stores } from '../../domain/stores.ts'
import { ReadOnly } from '../../kernel/outage.ts'
import type { PageAnswer, PageEnvironment, PageRequest } from '../pages/page-environment.ts'
import type { Answer } from './answer.ts'
import { empty, unavailable, unknownPath } from './answers.ts'
import { credentialsIn } from './client-in-header.ts'
import { cookiesIn } from './cookies.ts'
import type { Exchange, RequestHeaders } from './exchange.ts'
import { type Offered, offeredInReplica } from './offered-in-replica.ts'
import { handlerOf, ROUTES, routeOf } from './routes.ts'
import { answerTooFast } from './too-fast.ts'

type Bindings = PageEnvironment['Bindings']

/** Answers a request that is addressed to a domain; undefined for any other. */
export type DomainPages = (request: PageRequest, bindings: Bindings) => Promise<PageAnswer | undefined>

/** Longer than any client sends. The rest is cut off. */
const LONGEST_USER_AGENT = 512

/** Serves the domains of user pools. */
export function domainPages(world: World, publicUrl: string): DomainPages {
  const { origin: publicSite, protocol } = new URL(publicUrl)
  const locator = world.domainLocator
  return async (request, bindings) => {
    const { url } = request
    const addressed = locator.locate(url)
    if (!addressed) return undefined
    const { named, base } = addressed
    const domain = await findDomain(world.storage.stores, named)
    const requestId = world.entropy.uuid()
    const secure = bindings.secure || protocol === 'https:'
    const sites = [url.origin, publicSite]
    if (!domain) {
      // A host that is no domain of ours may be another name of the server.
      const isOther = named.kind === 'custom' && base === ''
      return isOther ? undefined : unknownPath({ requestId, secure, sites })
    }
    sites.push(locator.siteOf(domain))
    const served = { base, ...domain }
    const exchange = exchangeOf(world, {
      request,
      bindings,
      addressed,
      domain: served,
      requestId,
      secure,
      sites,
    })
    return { endpoint: endpointOf(exchange), ...(await answer(exchange)) }
  }
}

function findDomain(
  { domains }: Pick<Stores, 'domains'>,
  named: NamedDomain,
): Promise<UserPoolDomain | undefined> {
  return named.kind === 'prefix' ? domains.find(named.region, named.prefix) : domains.findCustom(named.name)
}

interface Read extends Pick<Exchange, 'domain' | 'requestId' | 'secure' | 'sites'> {
  readonly request: PageRequest
  readonly bindings: Bindings
  readonly addressed: AddressedDomain
}

function exchangeOf(world: World, read: Read): Exchange {
  const { request, bindings, addressed, domain, requestId, secure, sites } = read
  const { method, url } = request
  const headers = headersOf(request)
  const text = request.body.toString('utf8')
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
    clientInHeader: credentialsIn(headers.get('authorization')),
    secure,
    sites,
    origin: { ipAddress: bindings.remoteAddress, userAgent },
    requestId,
    now: world.clock(),
  }
}

/** What changes nothing: on a read-only replica, nothing else can be posted. */
const READ_BY_POST: ReadonlySet<string> = new Set(['/oauth2/userInfo'])

/** Repeated headers are joined (RFC 9110, section 5.3; RFC 6265, section 5.4, for cookies). */
function headersOf({ headers }: PageRequest): RequestHeaders {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const former = joined.get(name)
    joined.set(name, former === undefined ? value : `${former}${name === 'cookie' ? '; ' : ', '}${value}`)
  }
  return { get: (name) => joined.get(name) ?? null }
}

/** A request counts once, however many steps its answer takes. */
async function answer(exchange: Exchange): Promise<Answer> {
  const { world, domain, origin, now } = exchange
  try {
    const { region, domain: name } = domain
    await world.domainRates.admit({
      region,
      domain: name,
      address: origin.ipAddress,
      clientId: claimedClient(exchange),
      now,
    })
    return await dispatch(exchange)
  } catch (error) {
    return answerTooFast(exchange, error)
  }
}

/** AWS: 404 for an unknown path, and 405 without a body for another method. */
async function dispatch(exchange: Exchange): Promise<Answer> {
  const route = routeOf(exchange.path)
  if (!route) return unknownPath(exchange)
  const offered = await offeredAt(exchange)
  if (offered === 'never') return unknownPath(exchange)
  const handler = handlerOf(route, exchange.method)
  if (!handler) return empty(exchange, 405, { allow: Object.keys(route).join(', ') })
  if (offered === 'not now') return unavailable(exchange)
  const changes = exchange.method === 'POST' && !READ_BY_POST.has(exchange.path)
  if (changes && (await exchange.world.isReadOnly())) return unavailable(exchange)
  try {
    return await handler(exchange)
  } catch (error) {
    if (error instanceof ReadOnly) return unavailable(exchange)
    throw error
  }
}

async function offeredAt({ world, domain, path }: Exchange): Promise<Offered> {
  return isOfReplica(domain) ? offeredInReplica(world.storage.stores, domain, path) : 'yes'
}

/** For metrics: the method and the path if the domain has them, so that there are few. */
function endpointOf({ path, method }: Exchange): string {
  const route = routeOf(path)
  if (!route) return 'unknown path'
  const known = Object.hasOwn(ROUTES, path) ? path : 'image'
  const name = method === 'HEAD' ? 'GET' : method
  return handlerOf(route, method) ? `${name} ${known}` : `other ${known}`
}

/** The client that a request names, in its query, form or header. */
function claimedClient({ query, form, clientInHeader }: Exchange): string | undefined {
  const claimed = query.get('client_id') ?? form?.get('client_id')
  if (claimed !== null && claimed !== undefined) return claimed
  return clientInHeader === 'unreadable' ? undefined : clientInHeader?.clientId
}
