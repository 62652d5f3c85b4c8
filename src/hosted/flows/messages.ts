import { ServiceError } from '../../contract/service-error.ts'

/** What is wrong with the session of a challenge. */
const SESSION_ENDED = /^Invalid session for the user/

/** What a page says of an error. Rethrows what is a bug. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ServiceError)) throw error
  return error.message === '' ? 'Something went wrong.' : error.message
}

/** Whether a sign-in has to begin anew, since the session of its challenge is of no more use. */
export function endsSignIn(error: unknown): boolean {
  return error instanceof ServiceError && SESSION_ENDED.test(error.message)
}
