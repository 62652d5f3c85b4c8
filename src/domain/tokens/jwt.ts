import { type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { inHashSetOrder } from '../../kernel/hash-order.ts'
import type { Claims } from './token-claims.ts'

const ALGORITHM = 'sha256' // with RSA keys: RSASSA-PKCS1-v1_5, the RS256 of RFC 7518, section 3.3
const signOnAnotherThread = promisify(sign)

/** AWS: the header has these two members in this order. */
export function jwtHeader(kid: string): string {
  return encode({ kid, alg: 'RS256' })
}

/** A JWS in compact form (RFC 7515, section 3.1). Undefined claims are left out. */
export async function signJwt(kid: string, privateKey: KeyObject, claims: Claims): Promise<string> {
  const signed = `${jwtHeader(kid)}.${encode(inOrder(claims))}`
  const signature = await signOnAnotherThread(ALGORITHM, Buffer.from(signed), privateKey)
  return `${signed}.${signature.toString('base64url')}`
}

/** AWS: claims are in the order of a hash table, as recorded for both kinds of tokens. */
function inOrder(claims: Claims): Claims {
  const names = Object.keys(claims).filter((name) => claims[name] !== undefined)
  return Object.fromEntries(inHashSetOrder(names).map((name) => [name, claims[name]]))
}

export interface Jwt {
  readonly kid: string
  /** The signed text. */
  readonly signed: string
  readonly payload: string
  readonly signature: string
}

/** The parts of a token, or undefined if no pool could have made it. */
export function parseJwt(token: string): Jwt | undefined {
  const [header, payload, signature, ...more] = token.split('.')
  if (!header || !payload || !signature || more.length > 0) return undefined
  const { kid } = decode(header) ?? {}
  // Accept only a header exactly as we write it: no other algorithm, member or order.
  if (typeof kid !== 'string' || jwtHeader(kid) !== header) return undefined
  return { kid, payload, signature, signed: `${header}.${payload}` }
}

export function isSignedBy(jwt: Jwt, publicKey: KeyObject): boolean {
  const signature = Buffer.from(jwt.signature, 'base64url')
  // Base64 has spare bits at its end, so two texts can decode to the same bytes. Accept only one of them.
  if (signature.toString('base64url') !== jwt.signature) return false
  return verify(ALGORITHM, Buffer.from(jwt.signed), publicKey, signature)
}

/** The members of one part of a token, or undefined if it is not a JSON object. */
export function decode(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function encode(members: Claims): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url')
}
