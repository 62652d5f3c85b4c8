import { invalidParameter } from '../../contract/service-error.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { assertAnalyticsConfiguration } from './analytics-configuration.ts'
import { assertPermissionLists } from './attribute-permissions.ts'
import { assertExplicitAuthFlows } from './explicit-auth-flows.ts'
import type { ScopeExists } from './oauth-scopes.ts'
import { assertOAuthSettings } from './oauth-settings.ts'
import { assertRedirectUrls } from './redirect-urls.ts'
import { assertRotation } from './refresh-token-rotation.ts'
import { assertSupportedIdentityProviders, type ProviderExists } from './supported-identity-providers.ts'
import { assertTokenValidity } from './token-validity.ts'
import type { ClientSettings } from './user-pool-client.ts'

/** What a client's settings are checked against, apart from each other. */
export interface ClientSurroundings {
  readonly pool: UserPool
  readonly account: string
  readonly hasSecret: boolean
  readonly scopeExists: ScopeExists
  readonly providerExists: ProviderExists
}

const userContextWithoutSecret = () =>
  invalidParameter('Client Secret is required to set EnablePropagateAdditionalUserContextData as true')

/**
 * Checks every rule of a client's settings. If several are broken, the order in which they are reported is ours: the
 * service's is not known.
 * @throws AccessDenied-, InvalidParameter-, InvalidOAuthFlow-, ScopeDoesNotExist-, FeatureUnavailableInTierException
 */
export function assertClientSettings(
  settings: ClientSettings,
  { pool, account, hasSecret, scopeExists, providerExists }: ClientSurroundings,
  when: 'creating' | 'updating',
): void {
  assertPermissionLists(pool.schema, settings, when)
  assertExplicitAuthFlows(settings.explicitAuthFlows)
  assertRotation(settings, pool.settings.userPoolTier)
  assertTokenValidity(settings)
  if (settings.enablePropagateAdditionalUserContextData && !hasSecret) throw userContextWithoutSecret()
  assertAnalyticsConfiguration(settings.analyticsConfiguration, { region: pool.region, account })
  assertSupportedIdentityProviders(settings.supportedIdentityProviders, pool.id, providerExists)
  assertRedirectUrls(settings)
  assertOAuthSettings(settings, hasSecret, scopeExists)
}
