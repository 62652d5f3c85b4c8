import type { Log } from '../kernel/log.ts'
import type { RequestHead } from './request-head.ts'

/**
 * Warns once of a proxy that the settings don't know, by the header that it adds. Believing the header unasked would
 * be worse: all callers can send it.
 */
export function untrustedProxyWarning(hops: number, log: Log): (head: RequestHead) => void {
  let isDue = hops === 0
  return ({ headers, remoteAddress }) => {
    if (!isDue || !headers.some(([name]) => name === 'x-forwarded-for')) return
    isDue = false
    log.warn(
      'A request has an X-Forwarded-For header, which is not trusted: all callers behind the proxy count as one ' +
        'address, so the wrong guesses of one lock out all. Set trust-proxy to the number of proxies in front of this server',
      { setting: 'trust-proxy', present: 0, remoteAddress },
    )
  }
}
