import { ServiceError } from '../../contract/service-error.ts'
import type { PasswordPolicy } from '../user-pools/settings/user-pool-settings.ts'

/** When a password is set; the service words its refusal differently for each. */
export type PasswordOccasion = 'sign-up' | 'invitation' | 'change'

/**
 * AWS: for SignUp, for AdminCreateUser, and for everything else, including AdminSetUserPassword and
 * NEW_PASSWORD_REQUIRED.
 */
const PREFIXES: Readonly<Record<PasswordOccasion, string>> = {
  'sign-up': 'Password did not conform with policy: ',
  invitation: 'Password did not conform with password policy: ',
  change: 'Password does not conform to policy: ',
}

/** The characters that count as symbols. A space also counts unless it is the first or last character. */
export const SYMBOLS = '^$*.[]{}()?"!@#%&/\\,><\':;|_~`=+-'

/**
 * Reports only the first rule that a password breaks.
 * @throws InvalidPasswordException
 */
export function assertMeetsPolicy(
  policy: PasswordPolicy,
  password: string,
  occasion: PasswordOccasion,
): void {
  const violation = policyViolation(policy, password)
  if (violation !== undefined) throw passwordRefused(occasion, violation)
}

function policyViolation(policy: PasswordPolicy, password: string): string | undefined {
  if ([...password].length < policy.minimumLength) return 'Password not long enough'
  if (policy.requireLowercase && !/[a-z]/.test(password)) return 'Password must have lowercase characters'
  if (policy.requireUppercase && !/[A-Z]/.test(password)) return 'Password must have uppercase characters'
  if (policy.requireNumbers && !/[0-9]/.test(password)) return 'Password must have numeric characters'
  if (policy.requireSymbols && !hasSymbol(password)) return 'Password must have symbol characters'
  return formViolation(password)
}

/**
 * The form that members of the API have by their shape; a challenge response and a field of a page may have any.
 * Deviation: the messages are ours (docs/deviations.md, "form of passwords").
 */
function formViolation(password: string): string | undefined {
  if ([...password].length > LONGEST_PASSWORD)
    return `Password must not be longer than ${LONGEST_PASSWORD} characters`
  if (!/^[^ \t\n\v\f\r].*[^ \t\n\v\f\r]$/.test(password))
    return 'Password must not contain a line break, or begin or end with white space'
  return undefined
}

/** In characters. */
const LONGEST_PASSWORD = 256

function hasSymbol(password: string): boolean {
  return [...password].some((character) => SYMBOLS.includes(character)) || password.trim().includes(' ')
}

const passwordRefused = (occasion: PasswordOccasion, violation: string) =>
  new ServiceError('InvalidPasswordException', PREFIXES[occasion] + violation)
