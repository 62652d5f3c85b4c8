import { ServiceError } from '../../../contract/service-error.ts'
import { addClient } from '../../clients/add-client.ts'
import { initialSecrets } from '../../clients/client-secrets.ts'
import { isUserScope, REGISTRATION_SCOPE } from '../../clients/oauth-scopes.ts'
import { assertRedirectUrls } from '../../clients/redirect-urls.ts'
import { requestedSettings } from '../../clients/requested-settings.ts'
import { newClientId, type UserPoolClient } from '../../clients/user-pool-client.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { lockUserPool } from '../../user-pools/find-user-pool.ts'
import type { DcrConfiguration } from '../../user-pools/settings/user-pool-settings.ts'
import { type ClientMetadata, clientMetadata, registeredFlows } from './client-metadata.ts'
import { OAuthError } from './oauth-error.ts'

/** A client that has registered itself. */
export interface RegisteredClient {
  readonly client: UserPoolClient
  /** Undefined for a public client. */
  readonly secret: string | undefined
  readonly metadata: ClientMetadata
}

/**
 * Registers a client (RFC 7591).
 * @param mode `open`: without a token; `authenticated`: with one that may register clients
 * @throws OAuthError
 */
export async function registerClient(
  { storage, entropy, now, region, account }: RequestContext,
  userPoolId: string,
  mode: 'open' | 'authenticated',
  request: unknown,
): Promise<RegisteredClient> {
  const metadata = clientMetadata(request)
  assertUris(metadata)
  return storage.transaction(async (stores) => {
    const pool = await lockUserPool(stores, region, userPoolId)
    const { dcrConfiguration } = pool.settings
    const flows = registeredFlows(metadata, flowsOf(dcrConfiguration, mode))
    const client: UserPoolClient = {
      id: newClientId(entropy),
      userPoolId,
      name: metadata.name,
      clientType: 'DCR',
      settings: requestedSettings({
        allowedOAuthFlows: flows,
        allowedOAuthScopes: scopesOf(metadata, flows, dcrConfiguration),
        allowedOAuthFlowsUserPoolClient: true,
        callbackURLs: metadata.redirectUris,
        logoutURLs: metadata.logoutUris,
        supportedIdentityProviders: ['COGNITO'],
      }),
      createdAt: now,
      modifiedAt: now,
    }
    const secrets = initialSecrets(entropy, client, { generateSecret: metadata.authMethod !== 'none' })
    await addClient(stores, pool, client, secrets, account).catch((error: unknown) => {
      throw error instanceof ServiceError ? new OAuthError('invalid_client_metadata', error.message) : error
    })
    return { client, secret: secrets[0]?.value, metadata }
  })
}

/** AWS: the grant types of each mode; an empty list allows nothing. */
function flowsOf(
  configuration: DcrConfiguration | undefined,
  mode: 'open' | 'authenticated',
): DcrConfiguration['openDcrGrantTypes'] {
  return mode === 'open'
    ? (configuration?.openDcrGrantTypes ?? ['code'])
    : (configuration?.authenticatedGrantTypes ?? ['code', 'client_credentials'])
}

/** AWS: the scopes of OpenID Connect are always allowed to clients with users, further ones if the pool names them. */
function scopesOf(
  { scopes }: ClientMetadata,
  flows: readonly string[],
  configuration: DcrConfiguration | undefined,
): readonly string[] {
  const further = configuration?.allowedScopes ?? []
  const allowed = flows.includes('client_credentials')
    ? further.filter((scope) => !isUserScope(scope))
    : ['openid', 'email', 'phone', 'profile', ...further]
  const asked = scopes ?? allowed
  const refused = asked.find((scope) => scope === REGISTRATION_SCOPE || !allowed.includes(scope))
  if (refused !== undefined) throw new OAuthError('invalid_client_metadata', 'scope')
  return asked
}

function assertUris({ redirectUris, logoutUris }: ClientMetadata): void {
  try {
    assertRedirectUrls({ callbackURLs: redirectUris, logoutURLs: logoutUris })
  } catch (error) {
    throw error instanceof ServiceError ? new OAuthError('invalid_redirect_uri', error.message) : error
  }
}
