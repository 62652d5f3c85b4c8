import { type BrowserSession, browserSessionDigest } from '../../browser-sessions/browser-session.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { PageRefusal } from './authorization-request.ts'
import type { BrowserRequest } from './authorize.ts'
import { CLIENT_UNKNOWN, notPresent } from './page-descriptions.ts'
import { formEncoded } from './redirect-address.ts'

/** Where the browser goes: to an address of the client, or to the sign-in page with a query. */
export type Farewell = { readonly address: string } | { readonly query: string }

/** A browser without its session. */
export interface LoggedOut {
  readonly farewell: Farewell
  /** The session that has ended; undefined if there was none. */
  readonly session: BrowserSession | undefined
}

/** Ends the session of the browser. Nothing ends unless the request may be answered. */
export async function logOut(
  { storage }: Pick<RequestContext, 'storage'>,
  { userPoolId, domain, parameters, secret }: BrowserRequest,
): Promise<LoggedOut | PageRefusal> {
  const clientId = parameters.get('client_id') || undefined
  if (clientId === undefined) return refusal(undefined, notPresent('client_id'))
  const found = await storage.stores.poolClients.find(clientId)
  if (found?.pool.id !== userPoolId) return refusal(clientId, CLIENT_UNKNOWN)
  const farewell = farewellOf(found, parameters)
  if ('kind' in farewell) return farewell
  return { farewell, session: await endBrowserSession({ storage }, { domain, secret }) }
}

/** Ends the session that the cookie of a browser stands for, if it is one of the domain, and returns it. */
export async function endBrowserSession(
  { storage }: Pick<RequestContext, 'storage'>,
  { domain, secret }: Pick<BrowserRequest, 'domain' | 'secret'>,
): Promise<BrowserSession | undefined> {
  if (secret === undefined) return undefined
  const digest = browserSessionDigest(secret)
  const session = await storage.stores.browserSessions.find(digest)
  if (session?.domain !== domain) return undefined
  return (await storage.stores.browserSessions.end(digest)) ? session : undefined
}

export function isLogoutRefusal(outcome: LoggedOut | PageRefusal): outcome is PageRefusal {
  return 'kind' in outcome
}

/** AWS: `logout_uri` comes first if it is one of the client's; otherwise `redirect_uri` leads back to the sign-in page. */
function farewellOf(
  { client: { id, settings } }: PoolClient,
  parameters: URLSearchParams,
): Farewell | PageRefusal {
  const [logoutUri, ...moreLogoutUris] = parameters.getAll('logout_uri')
  if (logoutUri && moreLogoutUris.length === 0 && settings.logoutURLs?.includes(logoutUri)) {
    return { address: logoutUri }
  }
  const [redirectUri, ...moreRedirectUris] = parameters.getAll('redirect_uri')
  if (!redirectUri) return refusal(id, notPresent('redirect_uri'))
  if (moreRedirectUris.length > 0 || !settings.callbackURLs?.includes(redirectUri)) {
    return { kind: 'page', error: 'redirect_mismatch', clientId: id }
  }
  const responseType = parameters.get('response_type')
  if (!responseType) return refusal(id, notPresent('response_type'))
  const query = formEncoded({
    client_id: id,
    redirect_uri: redirectUri,
    response_type: responseType,
    scope: parameters.get('scope') || settings.allowedOAuthScopes?.join(' '),
    state: parameters.get('state') || undefined,
    nonce: parameters.get('nonce') || undefined,
    code_challenge: parameters.get('code_challenge') || undefined,
    code_challenge_method: parameters.get('code_challenge_method') || undefined,
  })
  return { query }
}

function refusal(clientId: string | undefined, description: string): PageRefusal {
  return { kind: 'page', error: 'invalid_request', description, clientId }
}
