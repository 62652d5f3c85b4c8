/**
 * Splits an address with several hosts, as PostgreSQL writes them (libpq, 34.1.1.2), into one address for each:
 * `postgres://user:password@one:5432,[::1]:5433/database` gives two. An address with one host, or with none, is returned
 * as it is; URL can't parse one with several.
 */
export function oneAddressPerHost(address: string): string[] {
  const start = address.indexOf('://') + 3
  if (start < 3) return [address]
  const length = address.slice(start).search(/[/?#]/)
  const end = length < 0 ? address.length : start + length
  const hostsFrom = Math.max(start, address.lastIndexOf('@', end - 1) + 1)
  const [before, after] = [address.slice(0, hostsFrom), address.slice(end)]
  return address
    .slice(hostsFrom, end)
    .split(',')
    .map((host) => `${before}${host}${after}`)
}
