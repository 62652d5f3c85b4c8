import type { ErrorName } from '../../contract/generated/error-names.ts'
import type { OperationName } from '../../contract/generated/types.ts'
import { ServiceError } from '../../contract/service-error.ts'

/** A request as far as it can be a guess. */
export interface Attempt {
  readonly operation: OperationName
  readonly authFlow?: string | undefined
}

/** What a wrong name, password or client secret is answered with, and what a wrong code. */
const WRONG_NAME: readonly ErrorName[] = ['NotAuthorizedException', 'UserNotFoundException']
const WRONG_CODE: readonly ErrorName[] = ['CodeMismatchException', 'ExpiredCodeException']

/**
 * The operations, open to everybody, by which passwords and codes can be guessed, and the errors that say that a guess
 * was wrong. What a signed request guesses is the business of who signed it.
 */
const GUESSES: Partial<Record<OperationName, readonly ErrorName[]>> = {
  InitiateAuth: WRONG_NAME,
  RespondToAuthChallenge: [...WRONG_NAME, ...WRONG_CODE],
  SignUp: ['NotAuthorizedException'],
  ConfirmSignUp: [...WRONG_NAME, ...WRONG_CODE],
  ResendConfirmationCode: WRONG_NAME,
  ForgotPassword: WRONG_NAME,
  ConfirmForgotPassword: [...WRONG_NAME, ...WRONG_CODE],
  ChangePassword: ['NotAuthorizedException'],
  VerifyUserAttribute: WRONG_CODE,
  VerifySoftwareToken: ['NotAuthorizedException', 'EnableSoftwareTokenMFAException', ...WRONG_CODE],
}

/** Nobody guesses a refresh token, and an office full of clients whose token has expired is no attack. */
const REFRESH_FLOWS = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']

export function isGuess({ operation, authFlow }: Attempt): boolean {
  return operation in GUESSES && !REFRESH_FLOWS.includes(authFlow ?? '')
}

/** Whether the error tells that a guess was wrong. */
export function isFailedGuess({ operation }: Attempt, error: unknown): boolean {
  const names: readonly string[] = GUESSES[operation] ?? []
  return error instanceof ServiceError && names.includes(error.name)
}
