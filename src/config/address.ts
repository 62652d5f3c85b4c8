// Addresses that may hold a user and a password.
import { oneAddressPerHost } from '../kernel/host-list.ts'

/**
 * The address, if it is whole: a password with a bare `/`, `?` or `#` ends the host for every reader of URLs, and its rest
 * with the `@` lands in the path; one with a bare `%` can't be decoded. Undefined for these, and for what is no address.
 */
export function wholeAddress(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined) return undefined
  const { username, password, pathname, search, hash } = url
  if (username === '' && `${pathname}${search}${hash}`.includes('@')) return undefined
  return [username, password, pathname].every(isDecodable) ? url : undefined
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

/** The same for an address with several hosts: the address of each, or undefined if one of them isn't whole. */
export function wholeAddresses(text: string): readonly [URL, ...URL[]] | undefined {
  const [first, ...others] = oneAddressPerHost(text).map(wholeAddress)
  if (first === undefined || !others.every((url) => url !== undefined)) return undefined
  if (others.length > 0 && [first, ...others].some(({ hostname }) => hostname === '')) return undefined
  return [first, ...others]
}

/** What to say of an address that isn't whole, where one may hold a password. */
export const ESCAPES = 'in a user or password write % as %25, / as %2F, ? as %3F, # as %23 and @ as %40'

/** Shown instead of a text that is no address: any part of it may be a password. */
export const NOT_AN_ADDRESS = '(not an address)'

/** The address as it may be shown: without the password. A text that is no address is not shown at all. */
export function withoutPassword(address: string): string {
  const urls = wholeAddresses(address)
  if (urls === undefined) return NOT_AN_ADDRESS
  const [url] = urls
  if (url.password !== '') url.password = 'hidden'
  for (const name of url.searchParams.keys()) if (/password/i.test(name)) url.searchParams.set(name, 'hidden')
  const { protocol, username, password, pathname, search, hash } = url
  const user = username + password === '' ? '' : `${username}${password && `:${password}`}@`
  return `${protocol}//${user}${urls.map(({ host }) => host).join(',')}${pathname}${search}${hash}`
}

/** A query may hold a key of the provider's; a user and a password should not be there, but may. */
export function withoutQuery(address: string): string {
  const url = wholeAddress(address)
  if (url === undefined) return NOT_AN_ADDRESS
  const { origin, pathname, username, password, search } = url
  if (username + password !== '') return '(an address with a user)'
  return `${origin}${pathname}${search === '' ? '' : '?(hidden)'}`
}

/** The same for addresses that are no secret and are to have neither user nor query. */
export function withoutUser(address: string): string {
  return address.includes('@') ? '(an address with a user)' : address
}
