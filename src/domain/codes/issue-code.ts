import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Contact } from '../attributes/contact.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { Stores } from '../stores.ts'
import { type CodeTarget, newCodeDigits, newVerificationCode } from './verification-code.ts'

export interface CodeMint {
  readonly poolKeys: PoolKeys
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * Makes a new code for the target and invalidates an earlier one. Returns the digits, which are stored nowhere.
 * @param contact where the caller will send it
 */
export async function issueCode(
  stores: Pick<Stores, 'verificationCodes'>,
  { poolKeys, entropy, now }: CodeMint,
  target: CodeTarget,
  contact: Contact,
): Promise<string> {
  const digits = newCodeDigits(entropy, target.purpose)
  const key = poolKeys('verification codes', target.userPoolId)
  const code = newVerificationCode(key, target, contact, digits, now)
  await stores.verificationCodes.put(target, code)
  return digits
}
