import type { ErrorName } from '../../contract/generated/error-names.ts'
import { ServiceError } from '../../contract/service-error.ts'

/** The facts that decide whether a request is a guess at a password or code. */
export interface Attempt {
  /** The errors that mean a wrong guess; undefined if the operation allows no guessing. */
  readonly wrongGuess: readonly ErrorName[] | undefined
  readonly authFlow?: string | undefined
}

/** Not guesses: refresh tokens cannot be guessed, and an office full of clients with expired tokens is no attack. */
const REFRESH_FLOWS = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']

export function isGuess({ wrongGuess, authFlow }: Attempt): boolean {
  return wrongGuess !== undefined && !REFRESH_FLOWS.includes(authFlow ?? '')
}

/** Whether the error means a wrong guess. */
export function isFailedGuess({ wrongGuess = [] }: Attempt, error: unknown): boolean {
  const names: readonly string[] = wrongGuess
  return error instanceof ServiceError && names.includes(error.name)
}
