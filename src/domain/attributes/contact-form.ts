import { ServiceError } from '../../contract/service-error.ts'
import type { Attributes } from './attributes.ts'

/** Whether a name is taken for an e-mail address: something before and after one `@`, no white space. */
export function isEmailForm(text: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(text)
}

/** RFC 5321, section 4.1.2: the atoms of a Dot-string. */
const LOCAL_ATOM = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/
/** The sub-domains of a Domain; a label in the xn-- form of RFC 5890 is one as well. */
const LABEL = /^[A-Za-z0-9-]{1,63}$/
/** RFC 5321, section 4.5.3.1. Octets, which these characters are. */
const LONGEST_LOCAL_PART = 64
const LONGEST_DOMAIN = 255

/**
 * Whether a text is an address that mail is sent to just as it is written: a Dot-string and a domain of ASCII letters,
 * digits and hyphens (RFC 5321, section 4.1.2). Quoted local parts, comments, angle brackets, control characters,
 * domain literals and letters beyond ASCII are none of these: a mailer rewrites them, so that one mailbox would have
 * many addresses.
 */
export function isMailAddress(text: string): boolean {
  const at = text.indexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  if (at < 1 || local.length > LONGEST_LOCAL_PART || domain.length > LONGEST_DOMAIN) return false
  return local.split('.').every((atom) => LOCAL_ATOM.test(atom)) && isDomain(domain)
}

function isDomain(domain: string): boolean {
  const labels = domain.split('.')
  const last = labels.at(-1) ?? ''
  // A domain that ends in a number is read as an IPv4 address, in many spellings (WHATWG URL, section 3.5).
  return labels.every((it) => LABEL.test(it) && !/^-|-$/.test(it)) && /^[A-Za-z]/.test(last)
}

/**
 * An e-mail address in the form in which mail is delivered: domains are the same in any case, what is before the `@` is
 * the recipient's own affair (RFC 5321, section 2.4).
 */
export function mailedForm(email: string): string {
  const domain = email.lastIndexOf('@') + 1
  return email.slice(0, domain) + email.slice(domain).toLowerCase()
}

/** E.164: a plus sign and at most 15 digits. */
export function isPhoneNumberForm(text: string): boolean {
  return /^\+[0-9]{2,15}$/.test(text)
}

/** @throws InvalidParameterException for an e-mail address or phone number of the wrong form */
export function assertContactForms(values: Attributes): void {
  const email = values.get('email')
  if (email && !isMailAddress(email)) throw invalidEmailAddress()
  const phoneNumber = values.get('phone_number')
  if (phoneNumber && !isPhoneNumberForm(phoneNumber)) throw invalidPhoneNumber()
}

const invalidEmailAddress = () =>
  new ServiceError('InvalidParameterException', 'Invalid email address format.')

const invalidPhoneNumber = () => new ServiceError('InvalidParameterException', 'Invalid phone number format.')
