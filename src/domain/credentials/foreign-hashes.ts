// The formats, and the highest cost of each: AWS, "Importing users with password hashes".
import { pbkdf2, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'

/** A hash that we can compute. */
export interface HashCheck {
  /** The work of computing it, as a fraction of the most that is allowed. */
  readonly work: number
  matches(password: string): Promise<boolean>
}

/**
 * `$2b$<cost>$<salt and hash>`. Work: 2^cost rounds. The last character of the salt carries two bits and that of the
 * hash four; if further bits are set, no password ever matches.
 */
export function bcryptCheck(hash: string): HashCheck | undefined {
  const [, cost] = BCRYPT.exec(hash) ?? []
  if (cost === undefined || Number(cost) < 4) return undefined
  return {
    work: 2 ** (Number(cost) - 12),
    matches: async (password) => (await import('@node-rs/bcrypt')).verify(password, hash),
  }
}

/** `<N>$<r>$<p>$<salt>$<hash>`, the last two hexadecimal. Work: N·r·p blocks (RFC 7914). */
export function scryptCheck(hash: string): HashCheck | undefined {
  const [, ...parts] = SCRYPT.exec(hash) ?? []
  const [N = 0, r = 0, p = 0] = parts.slice(0, 3).map(Number)
  const [salt = '', made = ''] = parts.slice(3)
  // RFC 7914, section 2: N is a power of two, and less than 2^(128·r/8).
  if (N < 2 || N > 65_536 || !Number.isInteger(Math.log2(N)) || N >= 2 ** (16 * r)) return undefined
  if (r > 8 || p !== 1) return undefined
  const expected = Buffer.from(made, 'hex')
  const cost = { N, r, p, maxmem: SCRYPT_MEMORY }
  return {
    work: (N * r * p) / (65_536 * 8 * 1),
    async matches(password) {
      const computed = await scryptAsync(password, Buffer.from(salt, 'hex'), expected.length, cost)
      return equalInConstantTime(computed, expected)
    },
  }
}

/** `$argon2id$v=19$m=<KiB>,t=<passes>,p=<lanes>$<salt>$<hash>`. Work: m·t kibibytes written (RFC 9106). */
export function argon2Check(hash: string): HashCheck | undefined {
  const [, ...parts] = ARGON2ID.exec(hash) ?? []
  const [memory = 0, passes = 0, lanes = 0] = parts.slice(0, 3).map(Number)
  const [salt = '', made = ''] = parts.slice(3)
  if (memory < 8 || memory > 19_456 || passes < 1 || lanes !== 1) return undefined
  if (!fromBase64(salt) || !fromBase64(made)) return undefined
  return {
    work: (memory * passes) / (19_456 * 2),
    matches: async (password) => (await import('@node-rs/argon2')).verify(hash, password),
  }
}

/**
 * `$pbkdf2-sha256$<iterations>$<salt>$<hash>`, in base64 with `.` or `+`. Work: the iterations for each 32 bytes of the
 * hash (RFC 8018, section 5.2).
 */
export function pbkdf2Check(hash: string): HashCheck | undefined {
  const [, rounds, saltText = '', madeText = ''] = PBKDF2.exec(hash) ?? []
  const iterations = Number(rounds)
  // Passlib writes `.` instead of `+`.
  const [salt, expected] = [saltText, madeText].map((text) => fromBase64(text.replaceAll('.', '+')))
  if (!(iterations >= 1) || !salt || !expected) return undefined
  return {
    work: (iterations * Math.ceil(expected.length / SHA256_BYTES)) / 600_000,
    async matches(password) {
      const computed = await pbkdf2Async(password, salt, iterations, expected.length, 'sha256')
      return equalInConstantTime(computed, expected)
    },
  }
}

/** The bytes, or undefined if the text is truncated or has extra bits, since we cannot know what it meant. */
function fromBase64(text: string): Buffer | undefined {
  const unpadded = text.replace(/={1,2}$/, '')
  const bytes = Buffer.from(unpadded, 'base64')
  return bytes.toString('base64').replace(/={1,2}$/, '') === unpadded ? bytes : undefined
}

const BCRYPT = /^\$2[abxy]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/
const SCRYPT = /^([1-9]\d{0,4})\$([1-9])\$([1-9])\$((?:[0-9a-f]{2}){1,64})\$((?:[0-9a-f]{2}){16,64})$/i
const ARGON2ID =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,4}),t=([1-9]),p=([1-9])\$([A-Za-z0-9+/]{11,128})\$([A-Za-z0-9+/]{16,128})$/
const PBKDF2 =
  /^\$pbkdf2-sha256\$([1-9]\d{0,5})\$([A-Za-z0-9+/.]{2,128}={0,2})\$([A-Za-z0-9+/.]{22,128}={0,2})$/

const SHA256_BYTES = 32
/** A little more than 128 · N · r (RFC 7914, section 2), for the highest cost. */
const SCRYPT_MEMORY = 80 * 1024 * 1024

const scryptAsync = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>
const pbkdf2Async = promisify(pbkdf2)
