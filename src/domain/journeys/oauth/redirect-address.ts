/**
 * The address of a client with the parameters of an answer (RFC 6749, section 4.1.2, and 4.2.2 for the fragment). The
 * client's own query stays as it is. Undefined parameters are left out.
 */
export function redirectAddress(
  redirectUri: string,
  parameters: Readonly<Record<string, string | undefined>>,
  place: 'query' | 'fragment',
): string {
  const added = formEncoded(parameters)
  if (place === 'fragment') return `${redirectUri}#${added}`
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${added}`
}

/** `application/x-www-form-urlencoded`, in the order of the members. */
export function formEncoded(parameters: Readonly<Record<string, string | undefined>>): string {
  const present = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return new URLSearchParams(present).toString()
}
