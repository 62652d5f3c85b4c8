import { ServiceError } from '../../contract/service-error.ts'
import type { Flow } from './flow.ts'

/** What is wrong with the session of a challenge. */
const SESSION_ENDED = /^Invalid session for the user/

/** Whether a sign-in has to start again, because the session of its challenge is no longer valid. */
export function endsSignIn(error: unknown): boolean {
  return error instanceof ServiceError && SESSION_ENDED.test(error.message)
}

const SPENT_BY_WRONG_ANSWERS = ['PASSWORD', 'SELECT_CHALLENGE', 'WEB_AUTHN']

/** Whether a wrong answer has used up the session of a first factor, while the user may try again. */
export function spendsFirstStep({ isFirst, challenge }: Flow, error: unknown): boolean {
  const isWrong = error instanceof ServiceError && error.name === 'NotAuthorizedException'
  return isFirst === true && isWrong && SPENT_BY_WRONG_ANSWERS.includes(challenge.name)
}
