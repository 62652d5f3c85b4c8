import { inHashSetOrder } from '../../kernel/hash-order.ts'
import { withGracePeriod } from './refresh-token-rotation.ts'
import { refreshTokenValidity, withDefaultUnits } from './token-validity.ts'
import type { ClientSettings } from './user-pool-client.ts'

/** The settings that the owner stated. */
export type ClientSettingsRequest = {
  readonly [Member in keyof ClientSettings]?: ClientSettings[Member] | undefined
}

/**
 * The settings of a client after CreateUserPoolClient or UpdateUserPoolClient. AWS: both set what the request leaves
 * out to its default, and an update keeps nothing but the name.
 */
export function requestedSettings(request: ClientSettingsRequest): ClientSettings {
  const tokenValidityUnits = withDefaultUnits(request.tokenValidityUnits)
  return {
    tokenValidityUnits,
    refreshTokenValidity: refreshTokenValidity(request.refreshTokenValidity, tokenValidityUnits),
    accessTokenValidity: request.accessTokenValidity,
    idTokenValidity: request.idTokenValidity,
    readAttributes: stated(request.readAttributes),
    writeAttributes: stated(request.writeAttributes),
    explicitAuthFlows: asSet(request.explicitAuthFlows),
    supportedIdentityProviders: stated(request.supportedIdentityProviders),
    callbackURLs: asSet(request.callbackURLs),
    logoutURLs: asSet(request.logoutURLs),
    defaultRedirectURI: request.defaultRedirectURI,
    allowedOAuthFlows: asSet(request.allowedOAuthFlows),
    allowedOAuthScopes: asSet(request.allowedOAuthScopes),
    allowedOAuthFlowsUserPoolClient: request.allowedOAuthFlowsUserPoolClient ?? false,
    analyticsConfiguration: request.analyticsConfiguration,
    preventUserExistenceErrors: request.preventUserExistenceErrors,
    enableTokenRevocation: request.enableTokenRevocation ?? true,
    enablePropagateAdditionalUserContextData: request.enablePropagateAdditionalUserContextData ?? false,
    authSessionValidity: request.authSessionValidity ?? DEFAULT_AUTH_SESSION_MINUTES,
    refreshTokenRotation: withGracePeriod(request.refreshTokenRotation),
  }
}

const DEFAULT_AUTH_SESSION_MINUTES = 3

/** AWS: an empty list counts as none. */
function stated<Entry>(list: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return list?.length ? list : undefined
}

/** AWS: these come back as a hash set lists them, whatever the order they were sent in. */
function asSet<Entry extends string>(list: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return list?.length ? inHashSetOrder(list) : undefined
}
