import type { Instant } from '../../../kernel/clock.ts'
import { rotatesRefreshTokens } from '../../clients/refresh-token-rotation.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { tracksDevices } from '../../devices/device.ts'
import { findDevice } from '../../devices/find-device.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { activity } from '../../sessions/token-session.ts'
import type { Stores } from '../../stores.ts'
import { type SignedTokens, signTokens } from '../../tokens/issue-tokens.ts'
import { isGood, type RefreshChild, rotated } from '../../tokens/refresh-rotation.ts'
import { newRefreshToken, refreshTokenDigest } from '../../tokens/refresh-token.ts'
import {
  invalidRefreshToken,
  refreshTokenExpired,
  refreshTokenOfAnotherClient,
  refreshTokenOfAnotherDevice,
  refreshTokenOfFormerUser,
  refreshTokenReused,
  refreshTokenRevoked,
  rotatingTokenRevoked,
} from '../../tokens/token-errors.ts'
import { isOAuthGrant, type TokenFamily } from '../../tokens/token-family.ts'
import { callPreTokenGeneration, type TokenSource } from '../../triggers/pre-token-generation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'

export interface RefreshRequest {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly refreshToken: string
  /** Of the device that the user signed in with, where the pool tracks devices. */
  readonly deviceKey?: string | undefined
  /** AWS: GetTokensFromRefreshToken calls functions as a sign-in does. */
  readonly source: TokenSource
  readonly clientMetadata?: Metadata | undefined
  /** Checks what the client must prove with the user's name, and throws if it does not. */
  assertProof?(user: User): void
}

export interface RefreshedTokens extends SignedTokens {
  /** Present if the client's refresh tokens rotate: then the token that was sent is used up. */
  readonly refreshToken?: string | undefined
}

/**
 * Issues access and ID tokens for a refresh token. They are signed before the transaction that uses the token up, so
 * that transaction checks the token again.
 * @throws NotAuthorizedException, UserNotConfirmedException, PasswordResetRequiredException, ResourceNotFoundException,
 *   RefreshTokenReuseException
 */
export async function refreshTokens(
  context: RequestContext,
  request: RefreshRequest,
): Promise<RefreshedTokens> {
  const { storage, entropy, origin, now } = context
  const { pool, client, source, clientMetadata } = request
  const digest = refreshTokenDigest(request.refreshToken)
  const { family, user } = await findRefreshable(storage.stores, request, digest, now)
  const groups = await storage.stores.groups.listForUser(pool.id, user.sub)
  const { scope } = family.grant
  const occasion = { source, clientId: client.id, user, groups, scope, clientMetadata }
  const changes = await callPreTokenGeneration(context, pool, occasion)
  const signed = await signTokens(context, { pool, client, user, groups, changes, family, refreshed: true })
  const refreshToken = rotatesRefreshTokens(client.settings) ? newRefreshToken(entropy) : undefined
  const child = refreshToken && { digest: refreshTokenDigest(refreshToken), generation: entropy.uuid() }
  const useToken = async (stores: Stores) => {
    const present = assertUsable(await stores.tokenFamilies.lock(family.id), client, digest, now)
    if (child) await useUp(stores, present, digest, child, client, now)
    const { session } = present
    if (!session) return
    await stores.tokenFamilies.noteActivity(family.id, activity(origin, now))
    // AWS: an SSO session was last active at a rotation, not at any refresh.
    if (child && session.originSessionId !== undefined) {
      await stores.browserSessions.noteActivity(family, session.originSessionId, now)
    }
  }
  await storage.transaction(useToken, user)
  return { ...signed, refreshToken }
}

/** In the order of the service, as far as it is known: the token, the client, the user, then the user's state. */
async function findRefreshable(
  stores: Stores,
  request: RefreshRequest,
  digest: string,
  now: Instant,
): Promise<{ readonly family: TokenFamily; readonly user: User }> {
  const { pool, client, deviceKey } = request
  const family = await stores.tokenFamilies.findByRefreshToken(digest)
  if (family?.userPoolId !== pool.id) throw invalidRefreshToken()
  if (family.clientId !== client.id) throw refreshTokenOfAnotherClient()
  const user = await stores.users.find(pool.id, family.sub)
  if (!user) throw refreshTokenOfFormerUser()
  request.assertProof?.(user)
  assertMayHoldTokens(user)
  await assertDevice(stores, pool, family, deviceKey, now)
  assertUsable(family, client, digest, now)
  return { family, user }
}

/**
 * AWS: where a pool tracks devices, the tokens of a sign-in are refreshed for the key of its device alone. Those of a
 * browser need none: the application that refreshes them is not the device (docs/deviations.md, "refresh of tokens from
 * the pages").
 * @throws ResourceNotFoundException if no device has the key, NotAuthorizedException for another device or without a key
 */
async function assertDevice(
  stores: Pick<Stores, 'devices'>,
  { settings }: UserPool,
  family: TokenFamily,
  deviceKey: string | undefined,
  now: Instant,
): Promise<void> {
  if (!tracksDevices(settings)) return
  if (deviceKey !== undefined) {
    const isLive = family.revokedAt === undefined && family.expiresAt > now
    // Its own key may be one that was never confirmed. If the device was forgotten, the family has ended.
    if (deviceKey === family.deviceKey && isLive) return
    await findDevice(stores, family, deviceKey)
  }
  if (deviceKey === undefined && isOAuthGrant(family.grant)) return
  if (deviceKey !== family.deviceKey && family.deviceKey !== undefined) throw refreshTokenOfAnotherDevice()
}

/** AWS: once rotation is switched off, a used token counts as revoked. */
function assertUsable(
  family: TokenFamily | undefined,
  { settings }: UserPoolClient,
  digest: string,
  now: Instant,
): TokenFamily {
  if (!family) throw invalidRefreshToken()
  const rotates = rotatesRefreshTokens(settings)
  if (family.revokedAt !== undefined) throw rotates ? rotatingTokenRevoked() : refreshTokenRevoked()
  if (family.expiresAt <= now) throw refreshTokenExpired()
  if (!isGood(family.rotation, digest, now)) throw rotates ? refreshTokenReused() : refreshTokenRevoked()
  return family
}

async function useUp(
  stores: Stores,
  { id, rotation }: TokenFamily,
  digest: string,
  child: RefreshChild,
  { settings }: UserPoolClient,
  now: Instant,
): Promise<void> {
  const graceSeconds = settings.refreshTokenRotation?.retryGracePeriodSeconds ?? 0
  const next = rotated(rotation, digest, child, graceSeconds, now)
  if (!(await stores.tokenFamilies.rotate(id, rotation, next))) throw refreshTokenReused()
}
