import {
  type AuthorizationCode,
  authorizationCodeDigest,
  issuedAt,
} from '../../authorization-codes/authorization-code.ts'
import { isDeviceKept } from '../../devices/is-device-kept.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { exceedsReadable } from '../../scopes/unreadable-scopes.ts'
import type { Stores } from '../../stores.ts'
import { issueTokens } from '../../tokens/issue-tokens.ts'
import { keepTokens } from '../../tokens/keep-tokens.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { verifies } from './code-challenge.ts'
import { OAuthError } from './oauth-error.ts'
import type { OAuthTokens } from './oauth-tokens.ts'
import { tokenChanges } from './token-changes-of-sign-in.ts'

/** RFC 6749, section 4.1.3, and RFC 7636, section 4.5. */
export interface Redemption {
  readonly code: string | undefined
  readonly redirectUri: string | undefined
  readonly codeVerifier: string | undefined
}

interface Presented extends PoolClient {
  readonly issued: AuthorizationCode
  readonly redemption: Redemption
}

interface Rule {
  readonly isBroken: (presented: Presented) => boolean
  readonly error: () => OAuthError
}

const invalidRequest = () => new OAuthError('invalid_request')
const invalidGrant = () => new OAuthError('invalid_grant')
const invalidRedirect = () => new OAuthError('unauthorized_client', 'invalid_redirect')

/** What spends a code without tokens. In the order in which it is looked at. */
const RULES: readonly Rule[] = [
  {
    isBroken: ({ issued, redemption }) => issued.grant.redirectUri !== redemption.redirectUri,
    error: invalidRedirect,
  },
  {
    isBroken: ({ issued, redemption }) =>
      issued.grant.codeChallenge !== undefined && redemption.codeVerifier === undefined,
    error: invalidRequest,
  },
  { isBroken: hasOtherVerifier, error: invalidGrant },
  {
    isBroken: ({ issued, client }) => exceedsReadable(client.settings, issued.grant.scope.split(' ')),
    error: invalidGrant,
  },
]

/**
 * The tokens for an authorization code. A code is spent by the first request of its client, also by one that fails; a
 * second use revokes what the first one gave (RFC 6749, section 10.5).
 * @throws OAuthError, and the errors for a user who may not hold tokens
 */
export async function redeemCode(
  context: RequestContext,
  found: PoolClient,
  redemption: Redemption,
): Promise<OAuthTokens> {
  const { storage, now } = context
  const { code, redirectUri } = redemption
  if (code === undefined || redirectUri === undefined) throw invalidRequest()
  if (!found.client.settings.allowedOAuthFlows?.includes('code')) throw new OAuthError('unauthorized_client')
  const issued = await storage.stores.authorizationCodes.find(authorizationCodeDigest(code))
  if (issued?.clientId !== found.client.id) throw invalidGrant()
  if (issued.consumedAt !== undefined) return refuseSecondUse(context, issued)
  if (issued.expiresAt <= now) throw invalidGrant()
  const presented = { ...found, issued, redemption }
  const broken = RULES.find(({ isBroken }) => isBroken(presented))
  const user = await storage.stores.users.find(issued.userPoolId, issued.sub)
  if (!broken && user) return redeem(context, presented, user)
  await storage.stores.authorizationCodes.consume(issued.digest, now, undefined)
  throw broken ? broken.error() : invalidGrant()
}

async function redeem(
  context: RequestContext,
  { pool, client, sessionConfiguration, issued }: Presented,
  user: User,
): Promise<OAuthTokens> {
  const { storage, now } = context
  assertMayHoldTokens(user)
  const { scope, resource, nonce, authTime, deviceKey, ssoId, eventId, acr, amr, byProvider, namesNoEvent } =
    issued.grant
  const groups = await storage.stores.groups.listForUser(pool.id, user.sub)
  const grant = { scope, version: 2, resource, acr, amr, byProvider, namesNoEvent } as const
  const changes = await tokenChanges(context, { pool, client, user, groups, scope })
  const signIn = { pool, client, user, groups, changes, authTime, eventId, grant, nonce, deviceKey }
  const tokens = await issueTokens(context, signIn)
  const isFirst = await storage.transaction(async (stores) => {
    const present = await stores.users.lock(pool.id, user.sub)
    if (!present || !(await isStillGood(stores, issued, present))) throw invalidGrant()
    assertMayHoldTokens(present)
    if (!(await isDeviceKept(stores, present, deviceKey))) throw invalidGrant()
    if (!(await stores.authorizationCodes.consume(issued.digest, now, tokens.family.id))) return false
    await keepTokens(stores, tokens.family, sessionConfiguration, context, ssoId)
    return true
  }, user)
  return isFirst ? tokens : refuseSecondUse(context, issued)
}

/**
 * Whether the user has neither signed out everywhere nor got another password since the code was issued. Otherwise a code
 * that is redeemed late would give what was just taken away.
 */
async function isStillGood(
  { credentials }: Pick<Stores, 'credentials'>,
  issued: AuthorizationCode,
  { userPoolId, sub, signedOutAt }: User,
): Promise<boolean> {
  if (signedOutAt !== undefined && signedOutAt > issuedAt(issued)) return false
  const { passwordRevision: former } = issued.grant
  if (former === undefined) return true // issued by an earlier version
  return (await credentials.findState(userPoolId, sub)).passwordRevision === former
}

/** @throws OAuthError always */
async function refuseSecondUse(
  { storage, now }: RequestContext,
  { digest }: AuthorizationCode,
): Promise<never> {
  const issued = await storage.stores.authorizationCodes.find(digest)
  if (issued?.familyId !== undefined) await storage.stores.tokenFamilies.revoke(issued.familyId, now)
  throw invalidGrant()
}

/** RFC 9700, section 2.1.1: a verifier without a challenge shows that the challenge was taken out of the request. */
function hasOtherVerifier({ issued, redemption: { codeVerifier } }: Presented): boolean {
  const { codeChallenge } = issued.grant
  if (codeVerifier === undefined) return false
  return codeChallenge === undefined || !verifies(codeVerifier, codeChallenge)
}
