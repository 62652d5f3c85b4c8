import { createPublicKey, type JsonWebKey } from 'node:crypto'

/** A COSE_Key as a map (RFC 9053, sections 2.1 and 7.1; RFC 8230, section 4). */
export type CoseKey = ReadonlyMap<unknown, unknown>

const KTY = 1
const ALG = 3
/** Of elliptic curves: curve, x, y. Of RSA: n, e. */
const [FIRST, SECOND, THIRD] = [-1, -2, -3]

const LEAST_MODULUS = 2048
const MOST_MODULUS = 4096

/** Whether the key is one of the algorithms of passkeys, on its curve or of a secure length. */
export function isSupportedKey(key: CoseKey): boolean {
  const jwk = toJwk(key)
  if (!jwk) return false
  try {
    const { modulusLength } = createPublicKey({ key: jwk, format: 'jwk' }).asymmetricKeyDetails ?? {}
    return modulusLength === undefined || (modulusLength >= LEAST_MODULUS && modulusLength <= MOST_MODULUS)
  } catch {
    return false
  }
}

function toJwk(key: CoseKey): JsonWebKey | undefined {
  if (key.get(ALG) === -7 && key.get(KTY) === 2 && key.get(FIRST) === 1) {
    return { kty: 'EC', crv: 'P-256', x: encoded(key.get(SECOND)), y: encoded(key.get(THIRD)) }
  }
  if (key.get(ALG) === -257 && key.get(KTY) === 3) {
    return { kty: 'RSA', n: encoded(key.get(FIRST)), e: encoded(key.get(SECOND)) }
  }
  return undefined
}

function encoded(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : ''
}
