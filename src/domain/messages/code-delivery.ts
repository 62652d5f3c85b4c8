import type { Contact } from '../users/contact.ts'
import { type MaskedDestination, maskEmail, maskPhoneNumber } from '../users/mask-destination.ts'
import type { ContactAttribute } from '../users/user.ts'

/** Where a code went, as far as the caller is told (AWS: CodeDeliveryDetails). */
export interface CodeDelivery {
  readonly attributeName: ContactAttribute
  readonly medium: 'EMAIL' | 'SMS'
  /** Masked. */
  readonly destination: string
}

export function codeDelivery({ attribute, value }: Contact): CodeDelivery {
  return attribute === 'email'
    ? { attributeName: attribute, medium: 'EMAIL', destination: maskEmail(value) }
    : { attributeName: attribute, medium: 'SMS', destination: maskPhoneNumber(value) }
}

/** What is told where no code went, so that nobody learns whether the user exists. */
export function simulatedDelivery({ medium, destination }: MaskedDestination): CodeDelivery {
  return { attributeName: medium === 'EMAIL' ? 'email' : 'phone_number', medium, destination }
}
