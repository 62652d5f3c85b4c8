import type { Refusal } from '../../domain/journeys/oauth/authorization-request.ts'
import { formEncoded, redirectAddress } from '../../domain/journeys/oauth/redirect-address.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import type { Exchange } from '../domains/exchange.ts'

/**
 * Sends the browser to the client with an error, or to the error page if the client's address cannot be trusted.
 * AWS: the parameters in this order.
 */
export function answerRefusal(exchange: Exchange, refusal: Refusal): Answer {
  const { error, description } = refusal
  if (refusal.kind === 'redirect') {
    const { redirectUri, place, state } = refusal
    const answer = { error_description: description, state, error }
    return redirect(exchange, redirectAddress(redirectUri, answer, place))
  }
  const query = formEncoded({ error_description: description, error, client_id: refusal.clientId })
  const answer = redirect(exchange, `${exchange.domain.base}/error?${query}`)
  answer.headers.set('error', error) // AWS: seen with `redirect_mismatch`
  return answer
}
