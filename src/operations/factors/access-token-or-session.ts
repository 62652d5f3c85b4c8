import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { TokenCaller } from '../../domain/tokens/authenticate-token.ts'

interface Proofs {
  readonly AccessToken?: string | undefined
  readonly Session?: string | undefined
}

export function assertOneProof({ Session }: Proofs, caller: TokenCaller | undefined): TokenCaller {
  if (caller && Session !== undefined) throw both()
  if (caller) return caller
  if (Session === undefined) throw neither()
  throw new ServiceError('NotAuthorizedException', 'Invalid session for the user.')
}

// Deviation: the service's own messages are not known (docs/deviations.md, "Second factors").

const neither = () => invalidParameter('Missing required parameter AccessToken or Session')

const both = () => invalidParameter('AccessToken and Session cannot be used together.')
