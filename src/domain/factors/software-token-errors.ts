import { ServiceError } from '../../contract/service-error.ts'

export const softwareTokensNotEnabled = () =>
  new ServiceError(
    'SoftwareTokenMFANotFoundException',
    'Software Token MFA has not been enabled by the userPool',
  )

/** A wrong code at the set-up of a software token by a signed-in user, and one where there is nothing to set up. */
export const setUpCodeMismatch = () =>
  new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA')

/** AWS: the same at a sign-in, in fewer words. */
export const setUpCodeMismatchAtSignIn = () =>
  new ServiceError('EnableSoftwareTokenMFAException', 'Code mismatch')

/** The code of a time step that was used before, at the set-up of a software token. */
export const setUpCodeUsed = () =>
  new ServiceError('EnableSoftwareTokenMFAException', 'Your software token has already been used once.')

// At a sign-in.

export const softwareTokenMissing = () =>
  new ServiceError('SoftwareTokenMFANotFoundException', 'Software Token MFA does not exist for the user.')

export const wrongTokenCode = () =>
  new ServiceError('CodeMismatchException', 'Invalid code received for user')

export const usedTokenCode = () =>
  new ServiceError('ExpiredCodeException', 'Your software token has already been used once.')
