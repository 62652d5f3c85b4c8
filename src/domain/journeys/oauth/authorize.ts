import { type BrowserUser, findBrowserSession } from '../../browser-sessions/find-browser-session.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { challengesOf, isKnown } from '../sign-in/choice/offered-challenges.ts'
import { findClaimant } from '../sign-in/claimant.ts'
import { type AuthorizationRequest, isRefusal, type Refusal } from './authorization-request.ts'
import { checkAuthorizationRequest } from './check-authorization-request.ts'
import { grantAuthorization } from './grant-authorization.ts'
import { stepOf } from './sign-in-in-browser.ts'

/** A request to the pages of a domain, or to its authorization endpoint. */
export interface BrowserRequest {
  readonly userPoolId: string
  readonly domain: string
  readonly parameters: URLSearchParams
  /** The value of the session's cookie. */
  readonly secret: string | undefined
  /** AWS: the sign-in page of version 1 asks whether to go on as the user who is signed in. */
  readonly asksForAccount?: boolean | undefined
  /** The user was asked, and chose to. */
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
  { userPoolId, domain, parameters, secret, asksForAccount, isAccountChosen }: BrowserRequest,
): Promise<Authorization> {
  const request = await checkAuthorizationRequest(context.storage.stores, userPoolId, parameters, 'any')
  if (isRefusal(request)) return { refusal: request }
  const { prompts } = request
  const found = prompts.includes('login')
    ? undefined
    : await findBrowserSession(context, request, domain, secret)
  if (found && isRecent(found, request, context.now) && (await reachesLevel(context, request, found))) {
    const asks = prompts.includes('select_account') || (asksForAccount && !prompts.includes('none'))
    if (asks && !isAccountChosen) return { signIn: request, account: found }
    const { user, session } = found
    return { address: await grantAuthorization(context, request, { user, ...session, isBySession: true }) }
  }
  if (prompts.includes('none')) return { refusal: loginRequired(request) }
  const { provider } = request
  return provider === undefined ? { signIn: request } : { atProvider: { ...request, provider } }
}

function isRecent({ session }: BrowserUser, { maxAge }: AuthorizationRequest, now: number): boolean {
  return maxAge === undefined || now - session.authTime <= maxAge * 1000
}

/**
 * Whether the session has the level that the request asks for. If not, the user signs in again, unless the user cannot
 * do better.
 */
async function reachesLevel(
  context: RequestContext,
  request: AuthorizationRequest,
  { user, session }: BrowserUser,
): Promise<boolean> {
  const step = stepOf(context, request, undefined, {})
  const { targets = [] } = step.levels ?? {}
  const level = session.assurance?.level ?? 0
  if (targets.length === 0) return true
  const claimant = await findClaimant(context, step, user.username)
  for (const target of targets) {
    if (level >= target) return true
    if (!isKnown(claimant)) return false // of an identity provider, which can tell
    const alone = { ...step, levels: { targets: [target], required: true } }
    if ((await challengesOf(context, alone, claimant)).length > 0) return false
  }
  return true
}

function loginRequired({ redirectUri, responseType, state }: AuthorizationRequest): Refusal {
  const place = responseType === 'token' ? 'fragment' : 'query'
  return { kind: 'redirect', redirectUri, place, error: 'login_required', state }
}
