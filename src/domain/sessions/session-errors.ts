import { ServiceError } from '../../contract/service-error.ts'
import type { UserPoolTier } from '../user-pools/settings/user-pool-settings.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "user sessions").

/** The feature that LITE does not have. */
export const TRACKING_FEATURE = 'User Session Tracking'

/** The wording is recorded for another feature. */
export const trackingUnavailable = (tier: UserPoolTier) =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    `The following feature is not available for the ${tier} pricing tier configured: ${TRACKING_FEATURE}`,
  )

export const trackingDisabled = (userPoolId: string) =>
  new ServiceError(
    'OperationNotEnabledException',
    `User session tracking is not enabled for user pool ${userPoolId}.`,
  )

export const sessionNotFound = (sessionId: string) =>
  new ServiceError('ResourceNotFoundException', `Session ${sessionId} does not exist.`)

export const ownSession = () =>
  new ServiceError('InvalidParameterException', 'The current session cannot be revoked by itself.')

/** AWS: all sessions of a user fit on one page, so no page token is ever issued. */
export const invalidSessionPage = () =>
  new ServiceError('InvalidParameterException', 'Invalid pagination token.')
