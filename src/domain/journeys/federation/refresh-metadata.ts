import { HOUR, MINUTE } from '../../../kernel/clock.ts'
import type { IdentityProvider } from '../../identity-providers/identity-provider.ts'
import { metadataSource } from '../../identity-providers/provider-details.ts'
import type { RequestContext } from '../../requests/request-context.ts'

/** AWS: metadata at an address is read again every six hours, or when its validity ends. */
const KEPT = 6 * HOUR
/** Anyone can send a message that makes it be read, so metadata whose validity has ended is not read for each. */
const LEAST = MINUTE

/**
 * The provider with metadata that is recent, if it can be read. AWS: what is known stays in use while the address cannot
 * be reached. Of several nodes that read it, the one that began last is believed.
 */
export async function withRecentMetadata(
  { storage, federation, now }: Pick<RequestContext, 'federation' | 'now' | 'storage'>,
  provider: IdentityProvider,
): Promise<IdentityProvider> {
  const { saml, type, details, userPoolId, name } = provider
  const source = metadataSource(type, details)
  if (!saml || source?.kind !== 'url') return provider
  const end = Math.min(saml.readAt + KEPT, saml.metadata.validUntil ?? Number.POSITIVE_INFINITY)
  if (now < Math.max(end, saml.readAt + LEAST)) return provider
  const read = await federation.readMetadataAgain(source.url).catch(() => undefined)
  if (!read) {
    const present = await storage.stores.identityProviders.find(userPoolId, name)
    return present?.saml ? present : provider // another node may have read it
  }
  return storage.bookkeeping(async ({ identityProviders }) => {
    const present = await identityProviders.lock(userPoolId, name)
    if (!present?.saml) return provider // deleted in the meantime
    const isOutdated = present.details.MetadataURL !== source.url || present.saml.readAt >= read.readAt
    if (isOutdated) return present
    const recent = { ...present, saml: { ...present.saml, ...read } }
    await identityProviders.save(recent)
    return recent
  })
}
