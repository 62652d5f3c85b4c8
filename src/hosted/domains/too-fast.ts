import { ServiceError } from '../../contract/service-error.ts'
import { showPlainPage } from '../flows/page/show-page.ts'
import { errorPage } from '../pages/sign-in/notice-page.tsx'
import type { Answer } from './answer.ts'
import { CORS, json } from './answers.ts'
import type { Exchange } from './exchange.ts'

/** What programs ask; browsers get a page. */
const ENDPOINTS: readonly string[] = [
  '/oauth2/token',
  '/oauth2/userInfo',
  '/oauth2/revoke',
  '/oauth2/register',
]

/** The rates are those of a second. */
const RETRY = { 'retry-after': '1' }

/** The answer to a request beyond a rate. Rethrows any other error. */
export async function answerTooFast(exchange: Exchange, error: unknown): Promise<Answer> {
  if (!(error instanceof ServiceError) || error.name !== 'TooManyRequestsException') throw error
  if (ENDPOINTS.includes(exchange.path)) {
    const body = { error: 'temporarily_unavailable', error_description: error.message }
    return json(exchange, 429, body, { ...CORS, ...RETRY })
  }
  const answer = showPlainPage(exchange, 429, (frame) =>
    errorPage({ frame, code: undefined, detail: frame.texts.tooManyRequests, mayStartAgain: false }),
  )
  for (const [name, value] of Object.entries(RETRY)) answer.headers.set(name, value)
  return answer
}
