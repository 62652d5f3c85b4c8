import { invalidParameter } from '../../contract/service-error.ts'
import type { ClientSettings } from './user-pool-client.ts'

type RedirectUrls = Pick<ClientSettings, 'callbackURLs' | 'logoutURLs' | 'defaultRedirectURI'>

/** AWS: plain HTTP is allowed to these hosts, for testing (CallbackURLs). */
const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Schemes of addresses that are no place but a content, which a browser would run in the name of the page. */
const SCRIPT = /^(?:blob|data|javascript|vbscript):/i

/** Deviation: the service's answer is not known (docs/deviations.md, "redirect URLs with a script"). */
const withScript = (url: string) => invalidParameter(`${url} cannot hold a script.`)

const plainHttp = (url: string) => invalidParameter(`${url} cannot use the HTTP protocol.`)
const withFragment = (url: string) => invalidParameter(`${url} cannot use fragment`)
const defaultNotListed = (url: string) =>
  invalidParameter(`The default redirect URI ${url} is not in the callback URIs list.`)

/** @throws InvalidParameterException if a browser must not be redirected to one of the URLs */
export function assertRedirectUrls(client: RedirectUrls): void {
  const { callbackURLs = [], logoutURLs = [], defaultRedirectURI } = client
  for (const url of [...callbackURLs, ...logoutURLs]) {
    if (isPlainHttp(url)) throw plainHttp(url)
    if (SCRIPT.test(url)) throw withScript(url)
  }
  for (const url of callbackURLs) if (url.includes('#')) throw withFragment(url) // RFC 6749 section 3.1.2
  if (defaultRedirectURI !== undefined && !callbackURLs.includes(defaultRedirectURI)) {
    throw defaultNotListed(defaultRedirectURI)
  }
}

/**
 * Where a browser goes back to if an authorization request names no place. AWS: only in app clients with one identity
 * provider; the pool itself counts as one.
 */
export function impliedRedirectUri({
  defaultRedirectURI,
  supportedIdentityProviders = [],
}: Pick<ClientSettings, 'defaultRedirectURI' | 'supportedIdentityProviders'>): string | undefined {
  return supportedIdentityProviders.length <= 1 ? defaultRedirectURI : undefined
}

function isPlainHttp(url: string): boolean {
  if (!/^http:/i.test(url)) return false
  return !URL.canParse(url) || !LOOPBACK_HOSTS.has(new URL(url).hostname)
}
