import { isLogoutRefusal, logOut } from '../../../domain/journeys/oauth/log-out.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { browserRequest } from '../../domains/browser-request.ts'
import { CSRF_COOKIE, forget, SESSION_COOKIE } from '../../domains/cookies.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { addressToLeave } from '../../federation/saml-logout.ts'
import { answerRefusal } from '../answer-refusal.ts'

/**
 * GET /logout: ends the session of the browser, and sends it to the client's page, or to the sign-in page; before that
 * to its SAML provider, where sessions end together. AWS: tokens stay valid.
 */
export async function logoutEndpoint(exchange: Exchange): Promise<Answer> {
  const outcome = await enter(exchange, { name: 'Logout_GET' }, (context) =>
    logOut(context, browserRequest(exchange)),
  )
  if (isLogoutRefusal(outcome)) return answerRefusal(exchange, outcome)
  const { farewell, session } = outcome
  const address = 'address' in farewell ? farewell.address : `${exchange.domain.base}/login?${farewell.query}`
  const cookies = [SESSION_COOKIE, CSRF_COOKIE].map((name) => forget(exchange, name))
  const toLeave = await addressToLeave(exchange, session?.atProvider, address)
  return redirect(exchange, toLeave ?? address, cookies)
}
