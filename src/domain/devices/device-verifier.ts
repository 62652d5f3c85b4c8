import { withoutLeadingZeros } from '../../kernel/cryptography/big-endian.ts'
import { MODULUS_BYTES } from '../../kernel/cryptography/modular-exponentiation.ts'
import type { PasswordVerifier } from '../credentials/srp.ts'
import { deviceVerifierMissing, invalidDeviceVerifier } from './device-errors.ts'

/** `DeviceSecretVerifierConfig`: both in base64. */
export interface DeviceSecretVerifierConfig {
  readonly passwordVerifier?: string | undefined
  readonly salt?: string | undefined
}

/** Clients draw 16 bytes. */
const LONGEST_SALT = 64

/**
 * What a device will be checked by. AWS: whether the device knows the password behind the verifier only shows when it
 * signs in.
 * @throws InvalidParameterException for what is missing, no base64, zero or too long
 */
export function parseDeviceVerifier(config: DeviceSecretVerifierConfig | undefined): PasswordVerifier {
  if (!config) throw deviceVerifierMissing()
  const verifier = Buffer.alloc(MODULUS_BYTES)
  const digits = numberIn('PasswordVerifier', config.passwordVerifier, MODULUS_BYTES)
  verifier.set(digits, MODULUS_BYTES - digits.length)
  return { salt: Buffer.from(numberIn('Salt', config.salt, LONGEST_SALT)), verifier }
}

/** Clients hash numbers in their shortest form, so leading zeros make no difference. */
function numberIn(member: 'PasswordVerifier' | 'Salt', text = '', mostBytes: number): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw invalidDeviceVerifier(member)
  const number = withoutLeadingZeros(Buffer.from(text, 'base64'))
  if (number.length === 0 || number.length > mostBytes) throw invalidDeviceVerifier(member)
  return number
}
