import type { ContactAttribute } from '../attributes/attributes.ts'
import type { Contact } from '../attributes/contact.ts'
import { maskEmail, maskPhoneNumber } from '../attributes/mask-destination.ts'

/** Where a code was sent, as the caller may see it (AWS: CodeDeliveryDetails). */
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
