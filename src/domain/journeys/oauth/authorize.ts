import { type BrowserUser, findBrowserSession } from '../../browser-sessions/find-browser-session.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { type AuthorizationRequest, isRefusal, type Refusal } from './authorization-request.ts'
import { checkAuthorizationRequest } from './check-authorization-request.ts'
import { grantAuthorization } from './grant-authorization.ts'

/** A request to the pages of a domain, or to its authorization endpoint. */
export interface BrowserRequest {
  readonly userPoolId: string
  readonly domain: string
  readonly parameters: URLSearchParams
  /** The value of the session's cookie. */
  readonly secret: string | undefined
  /** The user was asked whether to go on as who is signed in, and does. */
  readonly isAccountChosen?: boolean | undefined
}

/** A request that goes on at an identity provider. */
export interface AtProvider extends AuthorizationRequest {
  readonly provider: string
}

/** What an authorization request comes to. */
export type Authorization =
  | { readonly refusal: Refusal }
  /** The address to send the browser to. */
  | { readonly address: string }
  /** The user has to sign in at an identity provider first. */
  | { readonly atProvider: AtProvider }
  /** The user has to sign in on the page first, or to choose to go on as the one who is signed in. */
  | { readonly signIn: AuthorizationRequest; readonly account?: BrowserUser | undefined }

/**
 * Answers an authorization request at once if its user has signed in in this browser before. Deviation: with
 * `prompt=select_account` the user is asked first (docs/deviations.md, "choice of an account").
 */
export async function authorize(
  context: RequestContext,
  { userPoolId, domain, parameters, secret, isAccountChosen }: BrowserRequest,
): Promise<Authorization> {
  const request = await checkAuthorizationRequest(context.storage.stores, userPoolId, parameters, 'any')
  if (isRefusal(request)) return { refusal: request }
  const { prompts } = request
  const found = prompts.includes('login')
    ? undefined
    : await findBrowserSession(context, request.client, domain, secret)
  if (found && isRecent(found, request, context.now)) {
    if (prompts.includes('select_account') && !isAccountChosen) return { signIn: request, account: found }
    const { user, session } = found
    const { authTime, deviceKey } = session
    return { address: await grantAuthorization(context, request, { user, authTime, deviceKey }) }
  }
  if (prompts.includes('none')) return { refusal: loginRequired(request) }
  const { provider } = request
  return provider === undefined ? { signIn: request } : { atProvider: { ...request, provider } }
}

function isRecent({ session }: BrowserUser, { maxAge }: AuthorizationRequest, now: number): boolean {
  return maxAge === undefined || now - session.authTime <= maxAge * 1000
}

function loginRequired({ redirectUri, responseType, state }: AuthorizationRequest): Refusal {
  const place = responseType === 'token' ? 'fragment' : 'query'
  return { kind: 'redirect', redirectUri, place, error: 'login_required', state }
}
