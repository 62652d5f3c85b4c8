import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/**
 * A certificate for localhost, self-signed, and its key, both as PEM.
 * @param names DNS names for clients that do not look at the common name
 * @param validFor in milliseconds
 */
export function selfSigned(
  commonName = 'localhost',
  names: readonly string[] = [],
  validFor = 86_400_000,
): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid('550403'), tagged(0x0c, Buffer.from(commonName)))))
  const algorithm = sequence(oid('2a8648ce3d040302')) // ecdsa-with-SHA256
  const validity = sequence(time(Date.now() - 60_000), time(Date.now() + validFor))
  const serial = tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]))
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' })
  const fields = [serial, algorithm, name, validity, name, subjectKey]
  // RFC 5280, 4.1: version 1, or version 3 with the extension of subject alternative names (4.2.1.6)
  const alternatives = sequence(...names.map((it) => tagged(0x82, Buffer.from(it))))
  const extensions = tagged(0xa3, sequence(sequence(oid('551d11'), tagged(0x04, alternatives))))
  const version = tagged(0xa0, tagged(0x02, Buffer.from([2])))
  const content = names.length === 0 ? sequence(...fields) : sequence(version, ...fields, extensions)
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, privateKey)]))
  return {
    cert: pem('CERTIFICATE', sequence(content, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts)
const set = (...parts: readonly Buffer[]) => tagged(0x31, ...parts)
const oid = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'))

/** UTCTime: `261122120000Z`. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${digits}Z`))
}

function pem(what: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${what}-----`, ...lines, `-----END ${what}-----`, ''].join('\n')
}
