import { invalidParameter } from '../../contract/service-error.ts'
import type { TokenCaller } from '../../domain/tokens/authenticate-token.ts'

/** A request names its user by one of the two. */
export type Claim = { readonly caller: TokenCaller } | { readonly session: string }

/** @throws InvalidParameterException unless there is just one of them */
export function claimOf(Session: string | undefined, caller: TokenCaller | undefined): Claim {
  if (caller && Session !== undefined) throw both()
  if (caller) return { caller }
  if (Session === undefined) throw neither()
  return { session: Session }
}

// Deviation: the service's own messages are not known (docs/deviations.md, "Second factors").

const neither = () => invalidParameter('Missing required parameter AccessToken or Session')

const both = () => invalidParameter('AccessToken and Session cannot be used together.')
