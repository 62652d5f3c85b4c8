import { createDiffieHellman, createPrivateKey, createPublicKey } from 'node:crypto'
import {
  fromBigInt,
  isAbove,
  isZero,
  padded,
  shortestSigned,
  toBigInt,
  withoutLeadingZeros,
} from './big-endian.ts'

/**
 * The 3072-bit modulus of RFC 3526, group 15: a safe prime. `MODULUS_BYTES` is the fixed width of its residues.
 */
export const MODULUS_BYTES = 384
const MODULUS_HEX =
  'ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404dd' +
  'ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed' +
  'ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f' +
  '83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b' +
  'e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa0510' +
  '15728e5a8aaac42dad33170d04507a33a85521abdf1cba64ecfb850458dbef0a8aea71575d060c7db3970f85a6e1e4c7' +
  'abf5ae8cdb0933d71e8c94e04a25619dcee3d2261ad2ee6bf12ffa06d98a0864d87602733ec86a64521f2b18177b200c' +
  'bbe117577a615d6c770988c0bad946e208e24fa074e5ab3143db5bfce0fd108e4b82d120a93ad2caffffffffffffffff'
export const MODULUS = BigInt(`0x${MODULUS_HEX}`)

/** Raises `base` to `exponent` modulo {@link MODULUS}. The result has the fixed width. */
export type Exponentiation = (base: Uint8Array, exponent: Uint8Array) => Buffer

/** 0, 1 and N − 1 have the same powers for every exponent, so they are refused as bases. */
export function isUsableBase(base: Uint8Array): boolean {
  return isAbove(base, ONE) && isAbove(ONE_LESS, base)
}

/** The number modulo {@link MODULUS}. Nearly always it is smaller already. */
export function residueOf(number: Buffer): Buffer {
  if (isAbove(MODULUS_NUMBER, number)) return number
  return fromBigInt(toBigInt(number) % MODULUS, MODULUS_BYTES)
}

let chosen: Exponentiation | undefined

/**
 * `base ^ exponent mod N`. With BigInt, a 3072-bit power takes 8 to 19 ms and is not constant-time; OpenSSL takes about
 * 1 ms and protects private exponents. Since node:crypto has no plain exponentiation, we use Diffie-Hellman for it.
 * Which method is correct and fast depends on the release of Node; a self-test at the first call chooses it.
 * @throws RangeError for a base of 0, 1, N − 1 or beyond, and for an exponent outside 1 … N − 2
 */
export function modularExponentiation(base: Uint8Array, exponent: Uint8Array): Buffer {
  if (!isUsableBase(base)) throw new RangeError('base out of range')
  if (isZero(exponent) || !isAbove(ONE_LESS, exponent)) throw new RangeError('exponent out of range')
  chosen ??= candidates().find(passesSelfTest) ?? byWindow
  return chosen(base, exponent)
}

/**
 * As a shared secret: on Node 20 twice as fast as {@link byPublicKey}. Newer releases check the "peer's key" at ten
 * times the cost, and from 24 on the constructor alone blocks for two seconds.
 */
export function bySharedSecret(base: Uint8Array, exponent: Uint8Array): Buffer {
  exchange ??= createDiffieHellman(MODULUS_HEX, 'hex', 2)
  exchange.setPrivateKey(exponent)
  return padded(exchange.computeSecret(base), MODULUS_BYTES)
}

let exchange: ReturnType<typeof createDiffieHellman> | undefined

/**
 * As a public key: a Diffie-Hellman private key (PKCS#8, RFC 5208; PKCS #3) whose generator is our base has
 * `base ^ exponent mod N` as its public key, which is the last INTEGER of the exported SubjectPublicKeyInfo.
 */
export function byPublicKey(base: Uint8Array, exponent: Uint8Array): Buffer {
  const algorithm = element(0x30, DH_KEY_AGREEMENT, element(0x30, DER_MODULUS, derInteger(base)))
  const pkcs8 = element(0x30, derInteger(Buffer.of(0)), algorithm, element(0x04, derInteger(exponent)))
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const outer = contentOf(spki, 0)
  const bitString = contentOf(spki, contentOf(spki, outer.start).end)
  const publicValue = contentOf(spki, bitString.start + 1) // after the count of unused bits
  return padded(spki.subarray(publicValue.start, publicValue.end), MODULUS_BYTES)
}

/** The fallback, slow and not constant-time: five-bit windows with BigInt. */
export function byWindow(base: Uint8Array, exponent: Uint8Array): Buffer {
  const powers = [1n, toBigInt(base)]
  for (let i = 2; i < 32; i++) powers.push(((powers[i - 1] ?? 1n) * (powers[1] ?? 1n)) % MODULUS)
  let result = 1n
  for (const digit of toBigInt(exponent).toString(32)) {
    for (let i = 0; i < 5; i++) result = (result * result) % MODULUS
    result = (result * (powers[Number.parseInt(digit, 32)] ?? 1n)) % MODULUS
  }
  return fromBigInt(result, MODULUS_BYTES)
}

const MODULUS_NUMBER = Buffer.from(MODULUS_HEX, 'hex')
const ONE = Buffer.of(1)
const ONE_LESS = fromBigInt(MODULUS - 1n, MODULUS_BYTES)

function candidates(): Exponentiation[] {
  const release = Number.parseInt(process.versions.node, 10)
  return release < 22 ? [bySharedSecret, byPublicKey] : [byPublicKey, bySharedSecret]
}

/** Cases: the generator, a base outside the subgroup of squares, short and long exponents. */
function passesSelfTest(exponentiation: Exponentiation): boolean {
  const cases: readonly (readonly [bigint, bigint])[] = [
    [2n, 0x1234567n],
    [MODULUS - 4n, (1n << 255n) + 0x9e3779b97f4a7c15n],
    [MODULUS / 3n, (1n << 300n) - 5n],
  ]
  try {
    return cases.every(([base, exponent]) => {
      const numbers = [fromBigInt(base, MODULUS_BYTES), fromBigInt(exponent, MODULUS_BYTES)] as const
      return exponentiation(...numbers).equals(byWindow(...numbers))
    })
  } catch {
    return false
  }
}

// DER (X.690), as far as a Diffie-Hellman key needs it.

const DH_KEY_AGREEMENT = Buffer.from('06092a864886f70d010301', 'hex') // OID 1.2.840.113549.1.3.1
const DER_MODULUS = derInteger(MODULUS_NUMBER)

function derInteger(number: Uint8Array): Buffer {
  return element(0x02, shortestSigned(number))
}

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content])
  const length = withoutLeadingZeros(Buffer.of(content.length >> 8, content.length))
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content])
}

/** The start and end of the content of the element at `offset`. */
function contentOf(der: Buffer, offset: number): { start: number; end: number } {
  const first = der.readUInt8(offset + 1)
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f
  const length = lengthBytes === 0 ? first : der.readUIntBE(offset + 2, lengthBytes)
  const start = offset + 2 + lengthBytes
  return { start, end: start + length }
}
