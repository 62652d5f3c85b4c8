import { isOfReplica } from '../domains/user-pool-domain.ts'
import type { Stores } from '../stores.ts'
import { MoveRefused } from './move-refused.ts'
import type { MovedPages } from './moved-pages.ts'

/**
 * Stores what is missing here, after the clients.
 * @throws MoveRefused where another pool has one of the domains
 */
export async function storePages(
  stores: Pick<
    Stores,
    'domains' | 'managedLoginBrandings' | 'resourceServers' | 'terms' | 'uiCustomizations'
  >,
  userPoolId: string,
  { resourceServers, domains, customizations, brandings, terms }: MovedPages,
): Promise<void> {
  for (const server of resourceServers) await stores.resourceServers.insert(server)
  const present = (await stores.domains.ofPool(userPoolId)).filter((domain) => !isOfReplica(domain))
  for (const domain of domains) {
    if (present.some(({ custom }) => (custom === undefined) === (domain.custom === undefined))) continue
    if (await stores.domains.insert(domain)) continue
    throw new MoveRefused(userPoolId, { why: 'domainTaken', domain: domain.domain })
  }
  for (const customization of customizations) {
    const found = await stores.uiCustomizations.find(userPoolId, customization.clientId)
    if (!found) await stores.uiCustomizations.save(customization)
  }
  for (const branding of brandings) await stores.managedLoginBrandings.insert(branding)
  for (const document of terms) await stores.terms.insert(document)
}
