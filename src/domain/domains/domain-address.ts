import { withoutTrailingSlashes } from '../../kernel/web-address.ts'
import type { UserPoolDomain } from './user-pool-domain.ts'

/** Which of its two addresses a domain is named by. */
export type DomainAddresses = 'host' | 'path'

/** A domain as an address names it. */
export type NamedDomain =
  | { readonly kind: 'prefix'; readonly prefix: string; readonly region: string }
  | { readonly kind: 'custom'; readonly name: string }

/** A request to a domain, before it is known whether the domain exists. */
export interface AddressedDomain {
  readonly named: NamedDomain
  /** What precedes the path in links and cookies: empty for a domain with a host of its own. */
  readonly base: string
  /** The path on the domain. */
  readonly path: string
}

/** Below this path are the domains for clients that cannot resolve their hosts. */
const FOLDER = '/domains/'

const PREFIX_DOMAIN = /^([a-z0-9-]{1,63})\.auth\.([a-z0-9-]{1,32})$/
const CUSTOM_DOMAIN = /^[a-z0-9.-]+$/
const LONGEST_NAME = 253

/** How the addresses of domains follow from the public address of the server. */
export interface DomainLocator {
  /** The domain that a request is addressed to; undefined for the server itself. */
  locate(url: Pick<URL, 'hostname' | 'pathname'>): AddressedDomain | undefined
  /** The address at which clients are to reach the domain, without a slash at its end. */
  urlOf(domain: Named): string
  /** The origin of that address. */
  siteOf(domain: Named): string
}

/**
 * Addresses of domains: `<prefix>.auth.<region>.<public host>` and custom domains by their own host, or all of them below
 * `/domains/` of the public address. Both forms always answer.
 * @param form that {@link DomainLocator.urlOf} returns; by default `path` where the public host is localhost or an IP
 *   address, below which there are no other hosts
 */
export function domainLocator(publicUrl: string, form = defaultForm(publicUrl)): DomainLocator {
  const { protocol, hostname, port, pathname, origin } = new URL(publicUrl)
  const place = withoutTrailingSlashes(pathname)
  const atHost = (host: string) => `${protocol}//${host}${port === '' ? '' : `:${port}`}`

  function byHost(host: string): NamedDomain | undefined {
    if (host === hostname) return undefined
    const suffix = `.${hostname}`
    const label = host.endsWith(suffix) ? prefixDomain(host.slice(0, -suffix.length)) : undefined
    return label ?? customDomain(host)
  }

  const siteAtHost = (domain: Named) =>
    atHost(domain.custom ? domain.domain : `${nameOf(domain)}.${hostname}`)

  return {
    locate({ hostname: host, pathname: path }) {
      if (path.startsWith(FOLDER)) {
        const end = path.indexOf('/', FOLDER.length)
        const name = end === -1 ? path.slice(FOLDER.length) : path.slice(FOLDER.length, end)
        const named = prefixDomain(name) ?? customDomain(name)
        return named && { named, base: `${place}${FOLDER}${name}`, path: end === -1 ? '/' : path.slice(end) }
      }
      const named = byHost(host)
      return named && { named, base: '', path }
    },

    urlOf(domain) {
      if (form === 'path') return `${withoutTrailingSlashes(publicUrl)}${FOLDER}${nameOf(domain)}`
      return siteAtHost(domain)
    },

    siteOf: (domain) => (form === 'path' ? origin : siteAtHost(domain)),
  }
}

type Named = Pick<UserPoolDomain, 'domain' | 'region' | 'custom'>

/** By which paths name a domain. */
function nameOf({ domain, region, custom }: Named): string {
  return custom ? domain : `${domain}.auth.${region}`
}

/** `path` where no further names can be made below the public host. */
export function defaultForm(publicUrl: string): DomainAddresses {
  const { hostname } = new URL(publicUrl)
  const isAddress = hostname.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname)
  return isAddress || hostname === 'localhost' ? 'path' : 'host'
}

function prefixDomain(text: string): NamedDomain | undefined {
  const [, prefix, region] = PREFIX_DOMAIN.exec(text) ?? []
  return prefix === undefined || region === undefined ? undefined : { kind: 'prefix', prefix, region }
}

/** A custom domain has at least one dot, and does not look like an IP address. */
function customDomain(text: string): NamedDomain | undefined {
  if (text.length > LONGEST_NAME || !CUSTOM_DOMAIN.test(text) || !text.includes('.') || /^[\d.]+$/.test(text))
    return undefined
  return { kind: 'custom', name: text }
}
