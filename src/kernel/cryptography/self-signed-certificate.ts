import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Instant } from '../clock.ts'
import type { Entropy } from '../entropy.ts'

export interface Validity {
  readonly from: Instant
  readonly until: Instant
}

const COMMON_NAME = object('550403') // 2.5.4.3
const SHA256_WITH_RSA = sequence(object('2a864886f70d01010b'), tagged(0x05)) // 1.2.840.113549.1.1.11, NULL
const VERSION_3 = tagged(0xa0, integer(Buffer.of(2)))

/**
 * A self-signed X.509 certificate of version 3 without extensions (RFC 5280, section 4.1), signed with
 * sha256WithRSAEncryption, in DER. Node.js can read certificates and not make them; this is all that SAML needs.
 * @param privateKey of RSA, as PEM
 */
export function selfSignedCertificate(
  commonName: string,
  privateKey: string,
  { from, until }: Validity,
  entropy: Entropy,
): Buffer {
  const key = createPrivateKey(privateKey)
  const name = sequence(tagged(0x31, sequence(COMMON_NAME, tagged(0x0c, Buffer.from(commonName)))))
  const serial = entropy.bytes(8)
  serial.writeUInt8((serial.readUInt8() & 0x7f) | 0x40) // positive, and of eight bytes in its shortest form
  const content = sequence(
    VERSION_3,
    integer(serial),
    SHA256_WITH_RSA,
    name,
    sequence(time(from), time(until)),
    name,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  )
  const signature = tagged(0x03, Buffer.of(0), sign('sha256', content, key))
  return sequence(content, SHA256_WITH_RSA, signature)
}

/** Tag, length in the shortest form, content (ITU-T X.690, sections 8.1 and 10.1). */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.of(tag, ...size), content])
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts)
}

function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, bytes)
}

function object(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

/** RFC 5280, section 4.1.2.5: UTCTime through 2049, from then on GeneralizedTime. */
function time(at: Instant): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
  return digits < '2050'
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`))
}
