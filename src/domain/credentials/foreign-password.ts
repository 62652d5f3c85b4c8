import { pbkdf2, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import type { PasswordHashingAlgorithmType } from '../../contract/generated/types.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'

/** The hash of a password that another system made, and that a user brought along. It is a secret. */
export interface ForeignPassword {
  readonly algorithm: PasswordHashingAlgorithmType
  readonly hash: string
}

/** What a hash has to look like, which bounds what checking a password may cost, and the check. */
interface HashForm {
  isAcceptable(hash: string): boolean
  matches(hash: string, password: string): Promise<boolean>
}

/** AWS: "Importing users with password hashes", the formats and the highest cost of each. */
const FORMS: Readonly<Record<PasswordHashingAlgorithmType, HashForm>> = {
  /** `$2b$<cost>$<salt and hash>`. */
  BCRYPT: {
    isAcceptable: (hash) =>
      numbersIn(/^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{53}$/, hash, [[4, 12]]) !== undefined,
    matches: async (hash, password) => (await import('@node-rs/bcrypt')).verify(password, hash),
  },
  /** `<N>$<r>$<p>$<salt>$<hash>`, the last two hexadecimal. */
  SCRYPT: {
    isAcceptable: (hash) => scryptParts(hash) !== undefined,
    async matches(hash, password) {
      const parts = scryptParts(hash)
      if (!parts) return false
      const { salt, expected, ...cost } = parts
      const made = await scryptAsync(password, salt, expected.length, { ...cost, maxmem: SCRYPT_MEMORY })
      return equalInConstantTime(made, expected)
    },
  },
  /** `$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>`. */
  ARGON2ID: {
    isAcceptable: (hash) =>
      numbersIn(ARGON2ID, hash, [
        [8, 19_456],
        [1, 2],
        [1, 1],
      ]) !== undefined,
    async matches(hash, password) {
      const { verify } = await import('@node-rs/argon2')
      return verify(hash, password).catch(() => false) // no password matches what it can't decode
    },
  },
  /** `$pbkdf2-sha256$<iterations>$<salt>$<hash>`, in base64 with `.` or `+`. */
  PBKDF2_SHA256: {
    isAcceptable: (hash) => pbkdf2Parts(hash) !== undefined,
    async matches(hash, password) {
      const parts = pbkdf2Parts(hash)
      if (!parts) return false
      const { iterations, salt, expected } = parts
      return equalInConstantTime(
        await pbkdf2Async(password, salt, iterations, expected.length, 'sha256'),
        expected,
      )
    },
  },
}

export function isAcceptable({ algorithm, hash }: ForeignPassword): boolean {
  return hash.length <= LONGEST_HASH && FORMS[algorithm].isAcceptable(hash)
}

/** Checks a password, off the event loop: some hundred milliseconds of work at most. */
export function foreignPasswordMatches(stored: ForeignPassword, password: string): Promise<boolean> {
  return FORMS[stored.algorithm].matches(stored.hash, password)
}

/** The numbers that a pattern captures, if it matches and each lies within its bounds. */
function numbersIn(
  pattern: RegExp,
  hash: string,
  bounds: readonly (readonly [least: number, most: number])[],
): number[] | undefined {
  const numbers = pattern
    .exec(hash)
    ?.slice(1, bounds.length + 1)
    .map(Number)
  const isWithin = bounds.every(([least, most], i) => {
    const number = numbers?.[i] ?? Number.NaN
    return number >= least && number <= most
  })
  return isWithin ? numbers : undefined
}

function scryptParts(hash: string) {
  const [N, r, p] =
    numbersIn(SCRYPT, hash, [
      [2, 65_536],
      [1, 8],
      [1, 1],
    ]) ?? []
  const [, , , , salt = '', expected = ''] = SCRYPT.exec(hash) ?? []
  if (N === undefined || r === undefined || p === undefined || !Number.isInteger(Math.log2(N)))
    return undefined
  return { N, r, p, salt: Buffer.from(salt, 'hex'), expected: Buffer.from(expected, 'hex') }
}

function pbkdf2Parts(hash: string) {
  const [iterations] = numbersIn(PBKDF2, hash, [[1, 600_000]]) ?? []
  const [, , salt = '', expected = ''] = PBKDF2.exec(hash) ?? []
  if (iterations === undefined) return undefined
  return { iterations, salt: fromBase64(salt), expected: fromBase64(expected) }
}

/** Passlib writes `.` in place of `+`. */
function fromBase64(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64')
}

const ARGON2ID = /^\$argon2id\$v=19\$m=(\d{1,5}),t=(\d),p=(\d)\$[A-Za-z0-9+/]{11,128}\$[A-Za-z0-9+/]{16,128}$/
const SCRYPT = /^(\d{1,5})\$(\d)\$(\d)\$((?:[0-9a-f]{2}){1,64})\$((?:[0-9a-f]{2}){16,64})$/i
const PBKDF2 = /^\$pbkdf2-sha256\$(\d{1,6})\$([A-Za-z0-9+/.]{2,128}={0,2})\$([A-Za-z0-9+/.]{22,128}={0,2})$/

const LONGEST_HASH = 512
/** 128 · N · r and something more (RFC 7914, section 2), for the highest cost. */
const SCRYPT_MEMORY = 80 * 1024 * 1024

const scryptAsync = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>
const pbkdf2Async = promisify(pbkdf2)
