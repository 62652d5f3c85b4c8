import type { RequestContext } from '../../../domain/requests/request-context.ts'
import type { Exchange } from '../../domains/exchange.ts'

/** The context of a request in which passkeys may be used on our own pages, also without https on localhost. */
export function onOwnPages(context: RequestContext, { sites }: Pick<Exchange, 'sites'>): RequestContext {
  return { ...context, webauthnOrigins: [...context.webauthnOrigins, ...sites] }
}
