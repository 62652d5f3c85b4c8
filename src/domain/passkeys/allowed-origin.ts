/**
 * Whether a page or an app may use the passkeys of a relying party.
 * @param origin as the browser or the operating system reports it (WebAuthn Level 3, 5.8.1)
 * @param relyingPartyId the origins below it are allowed if they speak https, with any port
 * @param further origins that the operator allows, for each pool
 */
export function isAllowedOrigin(origin: string, relyingPartyId: string, further: readonly string[]): boolean {
  if (further.includes(origin)) return true
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  if (url?.protocol !== 'https:' || url.origin !== origin) return false
  const host = relyingPartyId.toLowerCase()
  return url.hostname === host || url.hostname.endsWith(`.${host}`)
}
