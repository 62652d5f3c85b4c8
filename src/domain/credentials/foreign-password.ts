import type { PasswordHashingAlgorithmType } from '../../contract/generated/types.ts'
import { argon2Check, bcryptCheck, type HashCheck, pbkdf2Check, scryptCheck } from './foreign-hashes.ts'

/** A password hash from another system, imported with the user. A secret. */
export interface ForeignPassword {
  readonly algorithm: PasswordHashingAlgorithmType
  readonly hash: string
}

const CHECKS: Readonly<Record<PasswordHashingAlgorithmType, (hash: string) => HashCheck | undefined>> = {
  BCRYPT: bcryptCheck,
  SCRYPT: scryptCheck,
  ARGON2ID: argon2Check,
  PBKDF2_SHA256: pbkdf2Check,
}

const LONGEST_HASH = 512

/** Whether a value of unknown type names an algorithm and has a string as its hash. */
export function isForeignPassword(value: unknown): value is ForeignPassword {
  const { algorithm, hash } = (value ?? {}) as Partial<Record<keyof ForeignPassword, unknown>>
  return typeof algorithm === 'string' && Object.hasOwn(CHECKS, algorithm) && typeof hash === 'string'
}

/** Whether the hash has the format of its algorithm, can be computed, and is within the allowed cost. */
export function isAcceptable(password: ForeignPassword): boolean {
  return checkOf(password) !== undefined
}

/**
 * Checks a password off the event loop; takes up to some hundred milliseconds. If the hash is not acceptable, no
 * password matches.
 */
export async function foreignPasswordMatches(stored: ForeignPassword, password: string): Promise<boolean> {
  return (await checkOf(stored)?.matches(password)) ?? false
}

function checkOf({ algorithm, hash }: ForeignPassword): HashCheck | undefined {
  const check = hash.length <= LONGEST_HASH ? CHECKS[algorithm](hash) : undefined
  return check && check.work <= 1 ? check : undefined
}
