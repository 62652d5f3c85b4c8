import { invalidParameter, ServiceError } from '../../contract/service-error.ts'

// Deviation: the service's own messages are not known (docs/deviations.md, "step-up authentication").

export const stepUpOff = (parameter: string) =>
  new ServiceError(
    'UnsupportedOperationException',
    `Step-up authentication is off at this server: leave out ${parameter}.`,
  )

export const stepUpNotInTier = () =>
  new ServiceError(
    'FeatureUnavailableInTierException',
    'Step-up authentication is not available in the LITE tier.',
  )

export const targetMissing = () => invalidParameter('ACCESS_TOKEN requires TARGET_ACR_VALUES')

export const targetUnknown = () =>
  invalidParameter('TARGET_ACR_VALUES has no value that is valid in this user pool')

export const badMaxAge = () => invalidParameter('MAX_AGE must be a whole number of seconds')

export const tokenOfAnother = () =>
  invalidParameter('ACCESS_TOKEN was not issued to this user by this client')

export const levelMet = () => invalidParameter('The requested authentication level is met already')

export const levelOutOfReach = () =>
  invalidParameter('The user has no factors that reach a requested authentication level')
