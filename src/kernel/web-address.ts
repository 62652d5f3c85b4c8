/** A base URL, to which a path with a leading slash can be appended. */
export function withoutTrailingSlashes(address: string): string {
  let end = address.length
  while (address[end - 1] === '/') end--
  return address.slice(0, end)
}

/** The host of a URL as the resolver and the system write it: IPv6 without brackets. */
export function hostOf(address: string): string {
  const { hostname } = new URL(address)
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}
