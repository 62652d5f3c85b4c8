import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { setBounded } from '../../kernel/bounded-cache.ts'
import { type Credential, TERMINATOR } from './credential-scope.ts'

const MOST_KEYS = 1000

/** The key of a scope (IAM User Guide, "Create a signed AWS API request", step 3). */
export type SigningKeyOf = (secretAccessKey: string, credential: Credential) => KeyObject

/**
 * Derives keys once a day, since deriving one takes a seventh of the smallest request. A cached key is correct because
 * its name contains everything it was derived from, with the secret as a digest. The least recently used keys are
 * dropped first, so those of earlier days go.
 */
export function signingKeys(): SigningKeyOf {
  const derived = new Map<string, KeyObject>()
  return (secretAccessKey, credential) => {
    const { accessKeyId, date, region, service } = credential
    const secretDigest = hash('sha256', secretAccessKey, 'hex')
    const id = [accessKeyId, secretDigest, date, region, service].join('/') // none of them contains a slash
    const key = derived.get(id) ?? deriveKey(secretAccessKey, [date, region, service, TERMINATOR])
    setBounded(derived, MOST_KEYS, id, key)
    return key
  }
}

/** Hexadecimal, in lower case. */
export function sign(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}

function deriveKey(secretAccessKey: string, scope: readonly string[]): KeyObject {
  let key = createSecretKey(`AWS4${secretAccessKey}`, 'utf8')
  for (const part of scope) key = createSecretKey(createHmac('sha256', key).update(part).digest())
  return key
}
