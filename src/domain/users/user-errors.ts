import { ServiceError } from '../../contract/service-error.ts'

// The service's own sentences about users, as far as no single rule is their home.

export const userNotFound = () => new ServiceError('UserNotFoundException', 'User does not exist.')

/** In answer to operations that name a client and a username. */
export const usernameClientCombinationNotFound = () =>
  new ServiceError('UserNotFoundException', 'Username/client id combination not found.')

export const userDisabled = () => new ServiceError('NotAuthorizedException', 'User is disabled.')

export const userNotConfirmed = () => new ServiceError('UserNotConfirmedException', 'User is not confirmed.')

export const passwordResetRequired = () =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user')

export const incorrectUsernameOrPassword = () =>
  new ServiceError('NotAuthorizedException', 'Incorrect username or password.')

/** In answer to SignUp. */
export const usernameTaken = () => new ServiceError('UsernameExistsException', 'User already exists')

/** In answer to AdminCreateUser. */
export const userAccountExists = () =>
  new ServiceError('UsernameExistsException', 'User account already exists')

/**
 * SignUp and AdminCreateUser in pools that sign in by e-mail or phone number; AdminCreateUser for any alias that is
 * taken, unless it is to be moved (it declares no AliasExistsException).
 */
export const accountWithGivenExists = (attribute: string) =>
  new ServiceError('UsernameExistsException', `An account with the given ${attribute} already exists.`)

/** ConfirmSignUp. */
export const aliasTakenAtConfirmation = (attribute: string) =>
  new ServiceError('AliasExistsException', `An account with the ${attribute} already exists.`)

/** Updates of attributes. */
export const aliasTaken = (attribute: string) =>
  new ServiceError('AliasExistsException', `An account with the given ${attribute} already exists.`)

/** A `preferred_username` that another user has as username or alias. */
export const preferredUsernameTaken = () =>
  new ServiceError('AliasExistsException', 'User account already exists for the alias.')
