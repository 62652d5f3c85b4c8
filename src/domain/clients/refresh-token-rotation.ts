import { invalidParameter } from '../../contract/service-error.ts'
import { needsHigherTier } from '../user-pools/settings/tier-features.ts'
import type { UserPoolTier } from '../user-pools/settings/user-pool-settings.ts'
import type { ClientSettings } from './user-pool-client.ts'

type Rotation = Pick<ClientSettings, 'refreshTokenRotation' | 'explicitAuthFlows'>

/** The name of this feature in errors about tiers. */
export const ROTATION_FEATURE = 'Refresh Token Rotation'

const rotationWithRefreshFlow = () =>
  invalidParameter(
    'ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled.',
  )

/** AWS: the grace period is 0 if the request leaves it out, and always 0 while rotation is off. */
export function withGracePeriod(
  rotation: ClientSettings['refreshTokenRotation'],
): ClientSettings['refreshTokenRotation'] {
  if (!rotation) return undefined
  const { feature, retryGracePeriodSeconds = 0 } = rotation
  return { feature, retryGracePeriodSeconds: feature === 'ENABLED' ? retryGracePeriodSeconds : 0 }
}

export function rotatesRefreshTokens({
  refreshTokenRotation,
}: Pick<ClientSettings, 'refreshTokenRotation'>): boolean {
  return refreshTokenRotation?.feature === 'ENABLED'
}

/** @throws FeatureUnavailableInTierException, or InvalidParameterException if the refresh flow is allowed explicitly */
export function assertRotation(client: Rotation, tier: UserPoolTier): void {
  if (!rotatesRefreshTokens(client)) return
  if (tier === 'LITE') throw needsHigherTier('FeatureUnavailableInTierException', tier, [ROTATION_FEATURE])
  if (client.explicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) throw rotationWithRefreshFlow()
}
