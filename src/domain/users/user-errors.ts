import { ServiceError } from '../../contract/service-error.ts'

// The service's own messages about users that do not belong to a single rule.

export const userNotFound = () => new ServiceError('UserNotFoundException', 'User does not exist.')

/** For sign-ins and forgotten passwords of users whom the UserMigration function fails to bring in. */
export const migrationFailed = (clientId: string) =>
  new ServiceError('UserNotFoundException', `Exception migrating user in app client ${clientId}`)

/** For operations that name a client and a username. */
export const usernameClientCombinationNotFound = () =>
  new ServiceError('UserNotFoundException', 'Username/client id combination not found.')

export const userDisabled = () => new ServiceError('NotAuthorizedException', 'User is disabled.')

export const userNotConfirmed = () => new ServiceError('UserNotConfirmedException', 'User is not confirmed.')

export const passwordResetRequired = () =>
  new ServiceError('PasswordResetRequiredException', 'Password reset required for the user')

export const incorrectUsernameOrPassword = () =>
  new ServiceError('NotAuthorizedException', 'Incorrect username or password.')

/** For SignUp. */
export const usernameTaken = () => new ServiceError('UsernameExistsException', 'User already exists')

/** For AdminCreateUser. */
export const userAccountExists = () =>
  new ServiceError('UsernameExistsException', 'User account already exists')

/**
 * For SignUp and AdminCreateUser in pools that sign in by e-mail or phone number, and for AdminCreateUser with any
 * taken alias that is not to be moved (it declares no AliasExistsException).
 */
export const accountWithGivenExists = (attribute: string) =>
  new ServiceError('UsernameExistsException', `An account with the given ${attribute} already exists.`)

/** For ConfirmSignUp. */
export const aliasTakenAtConfirmation = (attribute: string) =>
  new ServiceError('AliasExistsException', `An account with the ${attribute} already exists.`)

/** For updates of attributes. */
export const aliasTaken = (attribute: string) =>
  new ServiceError('AliasExistsException', `An account with the given ${attribute} already exists.`)

/** For a `preferred_username` that is another user's username or alias. */
export const preferredUsernameTaken = () =>
  new ServiceError('AliasExistsException', 'User account already exists for the alias.')
