import type { Storage } from '../stores.ts'
import { certificateFor, type KeySources, newCertifiedKey, RENEWED_AFTER } from './certified-key.ts'
import type { PoolSigningKey } from './identity-provider-store.ts'

/**
 * The key that an existing pool signs SAML requests with; made when it is first asked for. AWS: the certificate is
 * renewed every year, for the same key. Not within a transaction.
 */
export async function poolSigningKey(
  { stores }: Pick<Storage, 'stores'>,
  userPoolId: string,
  sources: KeySources,
): Promise<PoolSigningKey> {
  const { identityProviders } = stores
  const { now } = sources
  const known = await identityProviders.findSigningKey(userPoolId)
  if (!known) {
    const made = { ...(await newCertifiedKey(userPoolId, sources)), userPoolId, certifiedAt: now }
    if (await identityProviders.insertSigningKey(made)) return made
    return (await identityProviders.findSigningKey(userPoolId)) ?? made // another node was faster
  }
  if (now < known.certifiedAt + RENEWED_AFTER) return known
  const certificate = certificateFor(userPoolId, known.privateKey, sources)
  await identityProviders.saveCertificate(userPoolId, certificate, now)
  return { ...known, certificate, certifiedAt: now }
}
