import type { Tagging } from '../domain/iam/request-keys.ts'
import type { RequestContext } from '../domain/requests/request-context.ts'
import type { PageTokens } from './page-tokens.ts'

/** All that a handler may use: the request's context, its caller, and what only the API has. */
export interface OperationContext<Caller> extends RequestContext {
  readonly caller: Caller
  readonly pageTokens: PageTokens
  /** The region that a signed request was sent to: `region`, or that of a replica. */
  readonly sentTo: string
  /**
   * IAM actions beyond the operation's own, such as `iam:PassRole`: AccessDeniedException unless allowed.
   * @param tagging the tags that bear on this action; without it none are known
   */
  assertAllowed(action: string, resource: string, tagging?: Tagging): void
}

/**
 * Completes the context of a request for a handler. It adds to the object itself, which is made for each request:
 * copying its thirty members takes longer (docs/benchmark.md).
 */
export function operationContext<Caller>(
  context: RequestContext,
  own: Omit<OperationContext<Caller>, keyof RequestContext>,
): OperationContext<Caller> {
  return Object.assign(context, own)
}
