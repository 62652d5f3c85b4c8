import { bearsToken } from '../kernel/bearer-token.ts'
import type { HttpRequest, HttpResponse } from '../wire/http-message.ts'
import { headerOf } from '../wire/http-message.ts'
import { plain } from './answers.ts'
import type { Metrics } from './metrics.ts'

/** Responds to a request for /metrics. */
export type MetricsPage = (request: Pick<HttpRequest, 'headers'>) => Promise<HttpResponse>

/** @param token what a caller must bear; undefined shows the metrics to all who reach them */
export function metricsPage(metrics: Metrics, token: string | undefined): MetricsPage {
  return async (request) => {
    if (token !== undefined && !bearsToken(headerOf(request, 'authorization'), token)) return unauthorized()
    const { contentType, text } = await metrics.render()
    return { status: 200, headers: { 'content-type': contentType, 'cache-control': 'no-store' }, body: text }
  }
}

/** RFC 6750, section 3. */
function unauthorized(): HttpResponse {
  const answer = plain(401, 'Unauthorized')
  return { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer realm="metrics"' } }
}
