import { ServiceError } from '../../../contract/service-error.ts'
import type { UserPoolSettings, UserPoolTier } from './user-pool-settings.ts'

const RANKS: Readonly<Record<UserPoolTier, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 }

interface TierFeature {
  /** The service's own name for it, if known; otherwise ours (docs/deviations.md, "features of a tier"). */
  name(settings: UserPoolSettings): string
  readonly from: UserPoolTier
  isUsed(settings: UserPoolSettings): boolean
}

/** What each tier adds to the one below it (AWS: Developer Guide, "User pool feature plans"). */
const FEATURES: readonly TierFeature[] = [
  {
    name: () => 'Passwordless Sign-In',
    from: 'ESSENTIALS',
    isUsed: ({ policies }) =>
      policies.signInPolicy.allowedFirstAuthFactors.some((factor) => factor !== 'PASSWORD'),
  },
  {
    name: ({ lambdaConfig }) =>
      `Token Customization with Pre-Token Generation Lambda ${lambdaConfig.preTokenGenerationConfig?.lambdaVersion}`,
    from: 'ESSENTIALS',
    isUsed: ({ lambdaConfig }) => (lambdaConfig.preTokenGenerationConfig?.lambdaVersion ?? 'V1_0') !== 'V1_0',
  },
  {
    name: () => 'Email MFA',
    from: 'ESSENTIALS',
    isUsed: ({ emailMfaConfiguration }) => emailMfaConfiguration !== undefined,
  },
  {
    name: () => 'Passkey MFA',
    from: 'ESSENTIALS',
    isUsed: ({ webAuthnConfiguration }) =>
      webAuthnConfiguration?.factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  },
  {
    name: () => 'Password History',
    from: 'ESSENTIALS',
    isUsed: ({ policies }) => (policies.passwordPolicy.passwordHistorySize ?? 0) > 0,
  },
  {
    name: () => 'Custom ACR Values',
    from: 'ESSENTIALS',
    isUsed: ({ acrConfiguration }) => acrConfiguration !== undefined,
  },
  {
    name: () => 'Dynamic Client Registration',
    from: 'ESSENTIALS',
    isUsed: ({ dcrConfiguration }) => dcrConfiguration?.enableStatus === 'Enabled',
  },
  {
    name: () => 'Threat Protection',
    from: 'PLUS',
    isUsed: ({ userPoolAddOns }) => (userPoolAddOns?.advancedSecurityMode ?? 'OFF') !== 'OFF',
  },
]

export function isLowerTier(tier: UserPoolTier, than: UserPoolTier): boolean {
  return RANKS[tier] < RANKS[than]
}

/** The features in use that the pool's tier does not include. */
export function featuresBeyondTier(settings: UserPoolSettings): readonly string[] {
  return FEATURES.filter(
    ({ from, isUsed }) => isLowerTier(settings.userPoolTier, from) && isUsed(settings),
  ).map(({ name }) => name(settings))
}

/** @throws FeatureUnavailableInTierException if the settings need a higher tier than the pool's */
export function assertFeaturesInTier(settings: UserPoolSettings): void {
  const features = featuresBeyondTier(settings)
  if (features.length === 0) return
  throw needsHigherTier('FeatureUnavailableInTierException', settings.userPoolTier, features)
}

/** @throws TierChangeNotAllowedException if the pool uses a feature of the tier that it would leave */
export function assertTierCanBeLowered(settings: UserPoolSettings, clientFeatures: readonly string[]): void {
  const features = [...featuresBeyondTier(settings), ...clientFeatures]
  if (features.length === 0) return
  throw needsHigherTier('TierChangeNotAllowedException', settings.userPoolTier, features)
}

/** The error for features of a pool or client that the tier does not include. */
export function needsHigherTier(
  error: 'FeatureUnavailableInTierException' | 'TierChangeNotAllowedException',
  tier: UserPoolTier,
  features: readonly string[],
): ServiceError {
  return new ServiceError(
    error,
    `The following features need to be disabled for the ${tier} pricing tier configured: ${features.join(', ')}`,
  )
}
