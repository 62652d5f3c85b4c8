import { ServiceError } from '../../contract/service-error.ts'
import { invalidParameter } from '../user-pools/invalid-parameter.ts'
import type { UserPoolTier } from '../user-pools/user-pool-settings.ts'
import type { ClientSettings } from './user-pool-client.ts'

type Rotation = Pick<ClientSettings, 'refreshTokenRotation' | 'explicitAuthFlows'>

/** The form is recorded for another feature (docs/deviations.md, "features of a tier"). */
const rotationUnavailable = (tier: UserPoolTier) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following feature is not available for the ${tier} pricing tier configured: Refresh Token Rotation`,
  )

/** Deviation: the service's own sentence is not known (docs/deviations.md, "rotation and refresh flow"). */
const rotationWithRefreshFlow = () =>
  invalidParameter('Refresh token rotation cannot be enabled together with ALLOW_REFRESH_TOKEN_AUTH.')

/** AWS: the grace period is shown as 0 where none was stated. */
export function withGracePeriod(
  rotation: ClientSettings['refreshTokenRotation'],
): ClientSettings['refreshTokenRotation'] {
  return rotation && { ...rotation, retryGracePeriodSeconds: rotation.retryGracePeriodSeconds ?? 0 }
}

export function rotatesRefreshTokens({ refreshTokenRotation }: Rotation): boolean {
  return refreshTokenRotation?.feature === 'ENABLED'
}

/** FeatureUnavailableInTierException, or InvalidParameterException where the refresh flow is allowed explicitly. */
export function assertRotation(client: Rotation, tier: UserPoolTier): void {
  if (!rotatesRefreshTokens(client)) return
  if (tier === 'LITE') throw rotationUnavailable(tier)
  if (client.explicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH')) throw rotationWithRefreshFlow()
}
