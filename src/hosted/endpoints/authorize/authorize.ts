import { authorize } from '../../../domain/journeys/oauth/authorize.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { browserRequest } from '../../domains/browser-request.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { toProvider } from '../../federation/to-provider.ts'
import { answerRefusal } from '../answer-refusal.ts'

/**
 * GET /oauth2/authorize (RFC 6749, section 3.1): refused, answered from the browser's session, or sent on to an identity
 * provider or to the sign-in page with the same query.
 */
export async function authorizeEndpoint(exchange: Exchange): Promise<Answer> {
  const outcome = await enter(exchange, { name: 'Authorize_GET' }, (context) =>
    authorize(context, browserRequest(exchange)),
  )
  if ('refusal' in outcome) return answerRefusal(exchange, outcome.refusal)
  if ('address' in outcome) return redirect(exchange, outcome.address)
  if ('atProvider' in outcome) return toProvider(exchange, outcome.atProvider)
  return redirect(exchange, `${exchange.domain.base}/login?${exchange.rawQuery}`)
}
