import { ServiceError } from '../../../contract/service-error.ts'
import { equalInConstantTime } from '../../../kernel/cryptography/constant-time.ts'
import type { Contact } from '../../attributes/contact.ts'
import {
  type CodeTarget,
  codeDigest,
  newCodeDigits,
  type SignInCodePurpose,
} from '../../codes/verification-code.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { SentCode } from './progress.ts'

// The code of a sign-in is stored nowhere: the session of its challenge carries the digest, and ends with it. The digest
// names the contact, so that the code is void once the user has another one.

export type SignInCodeTarget = CodeTarget<SignInCodePurpose>

export interface MintedCode {
  readonly digits: string
  readonly code: SentCode
}

/** Makes a code that still has to be sent to the contact. */
export function mintSignInCode(
  { poolKeys, entropy }: Pick<RequestContext, 'poolKeys' | 'entropy'>,
  target: SignInCodeTarget,
  contact: Contact,
): MintedCode {
  const digits = newCodeDigits(entropy, target.purpose)
  const digest = codeDigest(poolKeys('verification codes', target.userPoolId), target, contact, digits)
  return { digits, code: { digest: digest.toString('base64url') } }
}

/** Whether these are the digits that went to the contact. */
export function isSignInCode(
  { poolKeys }: Pick<RequestContext, 'poolKeys'>,
  { digest }: SentCode,
  target: SignInCodeTarget,
  contact: Contact,
  digits: string,
): boolean {
  const key = poolKeys('verification codes', target.userPoolId)
  return equalInConstantTime(Buffer.from(digest, 'base64url'), codeDigest(key, target, contact, digits))
}

/** The parameters of a challenge that say where its code went. */
export function deliveryParameters({ medium, destination }: CodeDelivery): Record<string, string> {
  return { CODE_DELIVERY_DELIVERY_MEDIUM: medium, CODE_DELIVERY_DESTINATION: destination }
}

/** AWS: for a wrong code, and for a code that answers a challenge of another factor. */
export const signInCodeMismatch = () =>
  new ServiceError('CodeMismatchException', 'Invalid code or auth state for the user.')
