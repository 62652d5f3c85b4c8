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

function firstCharacter(text: string): string {
  return [...text][0] ?? ''
}
