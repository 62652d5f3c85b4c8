const LOOPBACK = ['http://localhost:*', 'http://127.0.0.1:*']

/**
 * Where a form of a page may lead to besides our own pages. Browsers apply `form-action` to the redirects that follow a
 * form, too: to the client, and from there to any page that the client redirects to. So it allows
 * https, and the kind of address that the client has.
 */
export function formTargets(redirectUri: string | null): readonly string[] {
  return ['https:', ...clientTargets(redirectUri)]
}

function clientTargets(redirectUri: string | null): readonly string[] {
  if (redirectUri === null || !URL.canParse(redirectUri)) return []
  const { protocol, hostname } = new URL(redirectUri)
  if (hostname.startsWith('[')) return [protocol] // no source can be written for an IPv6 address
  if (protocol === 'http:') return LOOPBACK
  return protocol === 'https:' || !/^[a-z][a-z0-9+.-]*:$/.test(protocol) ? [] : [protocol]
}
