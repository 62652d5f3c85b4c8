import type { Config } from '../../config/settings.ts'
import type { FederationSettings } from '../../gateways/federation/federation.ts'

/** How identity providers are called. */
export function federationSettings(config: Pick<Config, 'federationPrivateAddresses'>): FederationSettings {
  return { privateAddresses: config.federationPrivateAddresses === 'on' }
}
