import { ServiceError } from '../../../contract/service-error.ts'
import type { UserPoolSettings, UserPoolTier } from './user-pool-settings.ts'

const RANKS: Readonly<Record<UserPoolTier, number>> = { LITE: 0, ESSENTIALS: 1, PLUS: 2 }

interface TierFeature {
  /** The service's own name of it, where that is known; else ours (docs/deviations.md, "features of a tier"). */
  name(settings: UserPoolSettings): string
  readonly from: UserPoolTier
  isUsed(settings: UserPoolSettings): boolean
}

/** What a tier has that the one below lacks (AWS: Developer Guide, "User pool feature plans"). */
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

/** The features in use that the pool's tier lacks. */
export function featuresBeyondTier(settings: UserPoolSettings): readonly string[] {
  return FEATURES.filter(
    ({ from, isUsed }) => isLowerTier(settings.userPoolTier, from) && isUsed(settings),
  ).map(({ name }) => name(settings))
}

/** FeatureUnavailableInTierException where the pool's settings need a higher tier than it has. */
export function assertFeaturesInTier(settings: UserPoolSettings): void {
  const features = featuresBeyondTier(settings)
  if (features.length === 0) return
  throw needsHigherTier('FeatureUnavailableInTierException', settings.userPoolTier, features)
}

/** TierChangeNotAllowedException where something in the pool needs the tier that it would leave. */
export function assertTierCanBeLowered(settings: UserPoolSettings, clientFeatures: readonly string[]): void {
  const features = [...featuresBeyondTier(settings), ...clientFeatures]
  if (features.length === 0) return
  throw needsHigherTier('TierChangeNotAllowedException', settings.userPoolTier, features)
}

/** The refusal of features that the tier lacks, of a pool or of one of its clients. */
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
