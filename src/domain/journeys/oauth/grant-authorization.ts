import type { Assurance } from '../../assurance/assurance.ts'
import { shownAssurance } from '../../assurance/shown-assurance.ts'
import {
  authorizationCodeDigest,
  CODE_LIFETIME,
  newAuthorizationCode,
} from '../../authorization-codes/authorization-code.ts'
import { deviceNotFound } from '../../devices/device-errors.ts'
import { isDeviceKept } from '../../devices/is-device-kept.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { activeScopes } from '../../scopes/active-scopes.ts'
import { scopeClaim } from '../../scopes/requested-scopes.ts'
import type { SsoSession } from '../../sessions/token-session.ts'
import { issueTokens } from '../../tokens/issue-tokens.ts'
import { keepTokens } from '../../tokens/keep-tokens.ts'
import type { User } from '../../users/user.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { redirectAddress } from './redirect-address.ts'
import { tokenChanges } from './token-changes-of-sign-in.ts'

/** A user who has signed in in a browser, now or before. */
export interface SignedInUser {
  readonly user: User
  readonly authTime: number
  /** Of the sign-in that this completes. If absent, tokens name the request. */
  readonly eventId?: string | undefined
  /** At the sign-in; null for users without a password. */
  readonly passwordRevision: string | null
  /** Of the device that the browser is. */
  readonly deviceKey?: string | undefined
  readonly assurance?: Assurance | undefined
  /** The session of the browser answers the request: the user has signed in before. */
  readonly isBySession?: boolean | undefined
  /** Of the browser, if it is tracked. */
  readonly sso?: Pick<SsoSession, 'id'> | undefined
}

/** The address that a browser is sent to with what the request asked for: a code, or tokens. */
export async function grantAuthorization(
  context: RequestContext,
  request: AuthorizationRequest,
  signedIn: SignedInUser,
): Promise<string> {
  const scope = scopeClaim(await activeScopes(context.storage.stores, request.client, request.scopes))
  return request.responseType === 'code'
    ? withCode(context, request, signedIn, scope)
    : withTokens(context, request, signedIn, scope)
}

/** RFC 6749, section 4.1.2. */
async function withCode(
  context: RequestContext,
  { pool, client, redirectUri, state, nonce, codeChallenge, resource }: AuthorizationRequest,
  signedIn: SignedInUser,
  scope: string,
): Promise<string> {
  const { user, authTime, passwordRevision, deviceKey, assurance, sso } = signedIn
  const { storage, entropy, now, requestId } = context
  const shown = shownAssurance(context, pool, assurance)
  const code = newAuthorizationCode(entropy)
  await storage.stores.authorizationCodes.insert({
    digest: authorizationCodeDigest(code),
    userPoolId: pool.id,
    clientId: client.id,
    sub: user.sub,
    grant: {
      redirectUri,
      scope,
      nonce,
      codeChallenge,
      resource,
      authTime,
      passwordRevision,
      deviceKey,
      ssoId: sso?.id,
      eventId: signedIn.eventId ?? requestId,
      namesNoEvent: namesNoEvent(signedIn),
      ...shown,
    },
    expiresAt: now + CODE_LIFETIME,
  })
  return redirectAddress(redirectUri, { code, state }, 'query')
}

/** RFC 6749, section 4.2.2. AWS: there is never a refresh token, and no ID token without `openid`. */
async function withTokens(
  context: RequestContext,
  { pool, client, sessionConfiguration, redirectUri, state, nonce, resource }: AuthorizationRequest,
  signedIn: SignedInUser,
  scope: string,
): Promise<string> {
  const { user, authTime, eventId = context.requestId, deviceKey, assurance, sso } = signedIn
  const { storage, now } = context
  const groups = await storage.stores.groups.listForUser(pool.id, user.sub)
  const shown = shownAssurance(context, pool, assurance)
  const grant = { scope, version: 2, resource, namesNoEvent: namesNoEvent(signedIn), ...shown } as const
  const changes = await tokenChanges(context, { pool, client, user, groups, scope })
  const signIn = { pool, client, user, groups, changes, authTime, eventId, grant, nonce, deviceKey }
  const { idToken, accessToken, expiresIn, family } = await issueTokens(context, signIn)
  // The refresh token is never shown, so the family ends with the access token.
  const short = { ...family, expiresAt: now + expiresIn * 1000 }
  await storage.bookkeeping(async (stores) => {
    if (!(await isDeviceKept(stores, user, deviceKey))) throw deviceNotFound()
    await keepTokens(stores, short, sessionConfiguration, context, sso?.id)
  })
  const answer = {
    id_token: idToken,
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: `${expiresIn}`,
    state,
  }
  return redirectAddress(redirectUri, answer, 'fragment')
}

/** AWS: tokens have no `event_id` unless the user signs in at the pool now. */
function namesNoEvent({ assurance, isBySession }: SignedInUser): true | undefined {
  return isBySession || assurance?.byProvider ? true : undefined
}
