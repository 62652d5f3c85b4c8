import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, LOWER_CASE, randomText, UPPER_CASE } from '../../kernel/identifiers.ts'
import type { PasswordPolicy } from '../user-pools/settings/user-pool-settings.ts'

const SHORTEST = 12
/** Symbols that are easy to copy from a message and safe in HTML. */
const PLAIN_SYMBOLS = '!@#$%*()-_=+?.:'
const CLASSES = [LOWER_CASE, UPPER_CASE, DIGITS, PLAIN_SYMBOLS]

/** A password for an invitation. It has characters of all four classes, so it meets every policy of its length. */
export function generateTemporaryPassword(entropy: Entropy, policy: PasswordPolicy): string {
  const length = Math.max(policy.minimumLength, SHORTEST)
  const oneOfEach = CLASSES.map((alphabet) => randomText(entropy, alphabet, 1)).join('')
  return shuffled(entropy, oneOfEach + randomText(entropy, CLASSES.join(''), length - CLASSES.length))
}

/** Fisher–Yates shuffle: every order is equally likely. */
function shuffled(entropy: Entropy, text: string): string {
  const rest = [...text]
  let result = ''
  while (rest.length > 0) result += rest.splice(entropy.below(rest.length), 1).join('')
  return result
}
