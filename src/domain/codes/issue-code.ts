import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Contact } from '../attributes/contact.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import type { Stores } from '../stores.ts'
import type { User } from '../users/user.ts'
import { attributeTarget } from './contact-code.ts'
import { type CodeTarget, newCodeDigits, newVerificationCode } from './verification-code.ts'

export interface CodeMint {
  readonly poolKeys: PoolKeys
  readonly entropy: Entropy
  readonly now: Instant
}

/** A stored code that still has to be sent. */
export interface IssuedCode {
  readonly user: User
  readonly contact: Contact
  readonly code: string
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

/** Makes one code for each contact that the user has to verify. */
export async function issueAttributeCodes(
  stores: Pick<Stores, 'verificationCodes'>,
  mint: CodeMint,
  user: User,
  contacts: readonly Contact[],
): Promise<IssuedCode[]> {
  const issued: IssuedCode[] = []
  for (const contact of contacts) {
    const target = attributeTarget(user, contact.attribute)
    issued.push({ user, contact, code: await issueCode(stores, mint, target, contact) })
  }
  return issued
}
