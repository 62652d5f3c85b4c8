import { hostOf } from '../../kernel/web-address.ts'
import type { DomainLocator } from '../domains/domain-address.ts'
import { knownDomain } from '../domains/known-domain.ts'
import type { Stores } from '../stores.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { arePasskeysEnabled } from './relying-party.ts'

/** Where the domains of a pool and their addresses are found. */
export interface RelyingPartySources {
  readonly storage: { readonly stores: Pick<Stores, 'domains'> }
  readonly domainLocator: Pick<DomainLocator, 'urlOf'>
}

/**
 * The settings of the pool, with the relying party that it has by default. AWS: that is the pool's custom domain, else its
 * prefix domain; a pool without a domain has none.
 */
export async function passkeySettings(
  { storage, domainLocator }: RelyingPartySources,
  { id, settings }: Pick<UserPool, 'id' | 'settings'>,
): Promise<UserPoolSettings> {
  if (!arePasskeysEnabled(settings) || settings.webAuthnConfiguration?.relyingPartyId !== undefined)
    return settings
  const domain = await knownDomain(storage.stores, id)
  return domain ? withRelyingParty(settings, hostOf(domainLocator.urlOf(domain))) : settings
}

/** The settings with a relying party, unless they name another one, or the host is an IP address, which cannot be one. */
export function withRelyingParty<Settings extends Pick<UserPoolSettings, 'webAuthnConfiguration'>>(
  settings: Settings,
  host: string,
): Settings {
  const { webAuthnConfiguration } = settings
  if (webAuthnConfiguration?.relyingPartyId !== undefined || isIpAddress(host)) return settings
  return { ...settings, webAuthnConfiguration: { ...webAuthnConfiguration, relyingPartyId: host } }
}

function isIpAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}
