/** RFC 5321, section 4.1.2: the atoms of a Dot-string. */
const LOCAL_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
/** A sub-domain of a Domain; this includes labels in the xn-- form of RFC 5890. */
const LABEL = /^[A-Za-z0-9-]{1,63}$/
/** RFC 5321, section 4.5.3.1. In octets, which equal characters here. */
const LONGEST_LOCAL_PART = 64
const LONGEST_DOMAIN = 255

/**
 * Whether mail can be sent to a text exactly as written: a Dot-string and a domain of ASCII letters, digits and hyphens
 * (RFC 5321, section 4.1.2). Refuses quoted local parts, comments, angle brackets, control characters, domain literals
 * and letters beyond ASCII: mailers rewrite these, so one mailbox would have many addresses.
 */
export function isMailAddress(text: string): boolean {
  const at = text.indexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || local.length > LONGEST_LOCAL_PART || domain.length > LONGEST_DOMAIN) return false
  return local.split('.').every((atom) => LOCAL_ATOM.test(atom)) && isDomain(domain)
}

/** Whether a text names a mailbox: `user@example.com` or `Name <user@example.com>` (RFC 5322, section 3.4). */
export function isMailbox(text: string): boolean {
  if (!text.includes('<')) return isMailAddress(text.trim())
  const start = text.lastIndexOf('<')
  return text.endsWith('>') && isMailAddress(text.slice(start + 1, -1))
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  // A domain that ends in a number is read as an IPv4 address, which has many spellings (WHATWG URL, section 3.5).
  return labels.every((it) => LABEL.test(it) && !/^-|-$/.test(it)) && /^[A-Za-z]/.test(last)
}
