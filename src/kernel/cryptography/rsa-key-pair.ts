import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

/** An RSA key pair as PEM texts: SubjectPublicKeyInfo and PKCS #8. */
export interface RsaKeyPair {
  readonly publicKey: string
  readonly privateKey: string
}

/** A source of key pairs, passed in like randomness. */
export type NewRsaKeyPair = () => Promise<RsaKeyPair>

const generate = promisify(generateKeyPair)

/** A new key pair of 2048 bits, made on another thread: it takes some 200 ms. */
export function newRsaKeyPair(): Promise<RsaKeyPair> {
  return generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
