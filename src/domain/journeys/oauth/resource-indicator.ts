const LONGEST = 1024

/**
 * Whether an audience may be asked for (RFC 8707, section 2). AWS: one URL, of `https`, of `http` to localhost, or of a
 * scheme of its own.
 */
export function isResource(resource: string | undefined): boolean {
  if (resource === undefined) return true
  if (resource.length > LONGEST || resource.includes('#') || !URL.canParse(resource)) return false
  const { protocol, hostname } = new URL(resource)
  return protocol !== 'http:' || hostname === 'localhost'
}
