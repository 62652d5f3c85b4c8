import type { ErrorName } from '../../contract/generated/error-names.ts'
import { ServiceError } from '../../contract/service-error.ts'

/** A request as far as it can be a guess at a password or a code. */
export interface Attempt {
  /** The errors that say a guess was wrong; undefined where nothing can be guessed. */
  readonly wrongGuess: readonly ErrorName[] | undefined
  readonly authFlow?: string | undefined
}

/** Refresh tokens can't be guessed, and an office full of clients whose token has expired is no attack. */
const REFRESH_FLOWS = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN']

export function isGuess({ wrongGuess, authFlow }: Attempt): boolean {
  return wrongGuess !== undefined && !REFRESH_FLOWS.includes(authFlow ?? '')
}

/** Whether the error says that a guess was wrong. */
export function isFailedGuess({ wrongGuess = [] }: Attempt, error: unknown): boolean {
  const names: readonly string[] = wrongGuess
  return error instanceof ServiceError && names.includes(error.name)
}
