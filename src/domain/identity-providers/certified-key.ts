import { DAY, type Instant } from '../../kernel/clock.ts'
import type { NewRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import { selfSignedCertificate } from '../../kernel/cryptography/self-signed-certificate.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { CertifiedKey } from './identity-provider.ts'

/** AWS: ten mean years, to the second. */
const VALIDITY = 315_569_520_000

/** AWS: the pool renews its signing certificate every year, for the same key. */
export const RENEWED_AFTER = 365 * DAY

export interface KeySources {
  readonly newKeyPair: NewRsaKeyPair
  readonly entropy: Entropy
  readonly now: Instant
}

/** A new key of the pool with its certificate. Takes some 200 ms. */
export async function newCertifiedKey(userPoolId: string, sources: KeySources): Promise<CertifiedKey> {
  const { privateKey } = await sources.newKeyPair()
  return { privateKey, certificate: certificateFor(userPoolId, privateKey, sources) }
}

/** AWS: issuer and subject are the id of the pool. */
export function certificateFor(
  userPoolId: string,
  privateKey: string,
  { entropy, now }: Pick<KeySources, 'entropy' | 'now'>,
): string {
  const validity = { from: now, until: now + VALIDITY }
  return selfSignedCertificate(userPoolId, privateKey, validity, entropy).toString('base64')
}
