import { ServiceError } from '../../contract/service-error.ts'

export const trackingOff = () =>
  new ServiceError(
    'InvalidUserPoolConfigurationException',
    'Device tracking not currently enabled for this pool.',
  )

/** Clients repeat a sign-in without the device key when they get this error. */
export const deviceNotFound = () => new ServiceError('ResourceNotFoundException', 'Device does not exist.')

/** For a key that was never issued to the user. */
export const invalidDeviceKey = () =>
  new ServiceError('InvalidParameterException', 'Invalid device key given.')

// Deviation: the service's own messages are not known (docs/deviations.md, "messages about devices").

export const deviceExists = () =>
  new ServiceError('DeviceKeyExistsException', 'A device with the given device key already exists.')

export const invalidDeviceVerifier = (member: 'PasswordVerifier' | 'Salt') =>
  new ServiceError('InvalidParameterException', `Invalid ${member} in DeviceSecretVerifierConfig.`)

export const deviceVerifierMissing = () =>
  new ServiceError('InvalidParameterException', 'Missing required parameter DeviceSecretVerifierConfig')
