import { createHmac, type KeyObject } from 'node:crypto'
import { isEmailForm, isPhoneNumberForm } from './contact-form.ts'

/** `jane@example.com` → `j***@e***`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${firstCharacter(email.slice(0, at))}***@${firstCharacter(email.slice(at + 1))}***`
}

/** `+917411174114` → `+********4114`. */
export function maskPhoneNumber(phoneNumber: string): string {
  const digits = phoneNumber.slice(1)
  return `+${'*'.repeat(Math.max(digits.length - 4, 0))}${digits.slice(-4)}`
}

export interface MaskedDestination {
  readonly medium: 'EMAIL' | 'SMS'
  readonly destination: string
}

/**
 * Where a code to a user who doesn't exist would have gone: to the name itself if it has the form of an address,
 * else to a phone number that is always the same for that name. `key` is a secret of the pool's own.
 */
export function simulatedDestination(key: KeyObject, username: string): MaskedDestination {
  if (isEmailForm(username)) return { medium: 'EMAIL', destination: maskEmail(username) }
  if (isPhoneNumberForm(username)) return { medium: 'SMS', destination: maskPhoneNumber(username) }
  const digest = createHmac('sha256', key).update(`destination ${username}`).digest()
  const lastFour = String(digest.readUInt32BE(0) % 10_000).padStart(4, '0')
  return { medium: 'SMS', destination: `+*******${lastFour}` }
}

function firstCharacter(text: string): string {
  return [...text][0] ?? ''
}
