import type { Config } from '../../config/settings.ts'
import type { FederationSettings } from '../../gateways/federation/federation.ts'

/** How identity providers are called. Commands that sign no users in need no addresses of social providers. */
export function federationSettings({
  federationPrivateAddresses,
  socialEndpoints,
}: Pick<Config, 'federationPrivateAddresses'> &
  Partial<Pick<Config, 'socialEndpoints'>>): FederationSettings {
  return { privateAddresses: federationPrivateAddresses === 'on', socialEndpoints }
}
