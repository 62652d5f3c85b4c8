import { inHashSetOrder } from '../../kernel/hash-order.ts'
import { withGracePeriod } from './refresh-token-rotation.ts'
import { refreshTokenValidity, withDefaultUnits } from './token-validity.ts'
import type { ClientSettings } from './user-pool-client.ts'

/** The settings that a request contains. */
export type ClientSettingsRequest = {
  readonly [Member in keyof ClientSettings]?: ClientSettings[Member] | undefined
}

/**
 * The settings of a client after CreateUserPoolClient or UpdateUserPoolClient. AWS: both reset what the request leaves
 * out to its default; an update keeps only the name.
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

/** AWS: an empty list counts as absent. */
function stated<Entry>(list: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return list?.length ? list : undefined
}

/** AWS: returned in the order of a hash set, whatever order the request had. */
function asSet<Entry extends string>(list: readonly Entry[] | undefined): readonly Entry[] | undefined {
  return list?.length ? inHashSetOrder(list) : undefined
}
