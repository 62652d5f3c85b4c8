import type { Entropy } from '../../kernel/entropy.ts'
import { DIGITS, LOWER_CASE, randomText, UPPER_CASE } from '../../kernel/identifiers.ts'
import type { PasswordPolicy } from '../user-pools/settings/user-pool-settings.ts'

const SHORTEST = 12
/** Symbols that survive being read from a letter or put into HTML. */
const PLAIN_SYMBOLS = '!@#$%*()-_=+?.:'
const CLASSES = [LOWER_CASE, UPPER_CASE, DIGITS, PLAIN_SYMBOLS]

/** A password for an invitation: meets every policy of its length, as it has characters of all four classes. */
export function generateTemporaryPassword(entropy: Entropy, policy: PasswordPolicy): string {
  const length = Math.max(policy.minimumLength, SHORTEST)
  const oneOfEach = CLASSES.map((alphabet) => randomText(entropy, alphabet, 1)).join('')
  return shuffled(entropy, oneOfEach + randomText(entropy, CLASSES.join(''), length - CLASSES.length))
}

/** Fisher and Yates: every order is as likely as any other. */
function shuffled(entropy: Entropy, text: string): string {
  const rest = [...text]
  let result = ''
  while (rest.length > 0) result += rest.splice(entropy.below(rest.length), 1).join('')
  return result
}
