// The `sub` of a stranger who was asked for by an address or number carries, encrypted, what a masked destination shows
// of it: whoever goes on with that `sub` is given the same destination as by the name, as with a user.
import { createHmac, type KeyObject } from 'node:crypto'
import type { Contact } from '../attributes/contact.ts'
import { isEmailForm, isPhoneNumberForm } from '../attributes/contact-form.ts'
import { isSubForm, subOf } from '../users/new-sub.ts'

const [BODY, TAG, TRACE] = [10, 2, 4]

/** A `sub` that is always the same for the same name; only with the key is it known from that of a user. */
export function tracedSub(key: KeyObject, name: string): string {
  const body = bytesOf(subOf(digest(key, 'sub', name))).subarray(0, BODY)
  const trace = masked(key, body, traceOf(contactIn(name)))
  return subOf(Buffer.concat([body, tagOf(key, body, trace), trace]))
}

/** A contact whose masked form is that of the name for which the `sub` was made; undefined for any other text. */
export function contactBehind(key: KeyObject, sub: string): Contact | undefined {
  if (!isSubForm(sub)) return undefined
  const bytes = bytesOf(sub)
  const [body, tag, trace] = [
    bytes.subarray(0, BODY),
    bytes.subarray(BODY, BODY + TAG),
    bytes.subarray(BODY + TAG),
  ]
  return tagOf(key, body, trace).equals(tag) ? contactOf(masked(key, body, trace)) : undefined
}

/** The address or number that a name is, if it is one. */
export function contactIn(name: string): Contact | undefined {
  if (isEmailForm(name)) return { attribute: 'email', value: name }
  return isPhoneNumberForm(name) ? { attribute: 'phone_number', value: name } : undefined
}

/** Of an address the first characters, of a number its length and the last four digits. */
function traceOf(contact: Contact | undefined): Buffer {
  const trace = Buffer.alloc(TRACE)
  if (contact?.attribute === 'email') {
    const domain = contact.value.lastIndexOf('@') + 1
    trace.set([1, contact.value.charCodeAt(0), contact.value.charCodeAt(domain)])
  } else if (contact) {
    trace.set([2, contact.value.length])
    trace.writeUInt16BE(Number(contact.value.slice(-4)), 2)
  }
  return trace
}

function contactOf(trace: Buffer): Contact | undefined {
  const [kind, first = 0, second = 0] = trace
  if (kind === 1)
    return { attribute: 'email', value: `${String.fromCharCode(first)}@${String.fromCharCode(second)}` }
  if (kind !== 2) return undefined
  const digits = String(trace.readUInt16BE(2)).padStart(first - 1, '0')
  return { attribute: 'phone_number', value: `+${digits}` }
}

function masked(key: KeyObject, body: Uint8Array, trace: Uint8Array): Buffer {
  const mask = digest(key, 'trace', body)
  return Buffer.from(trace.map((byte, i) => byte ^ (mask[i] ?? 0)))
}

function tagOf(key: KeyObject, body: Uint8Array, trace: Uint8Array): Buffer {
  return digest(key, 'tag', Buffer.concat([body, trace])).subarray(0, TAG)
}

function digest(key: KeyObject, purpose: string, content: string | Uint8Array): Buffer {
  return createHmac('sha256', key).update(`${purpose} `).update(content).digest()
}

function bytesOf(sub: string): Buffer {
  return Buffer.from(sub.replaceAll('-', ''), 'hex')
}
