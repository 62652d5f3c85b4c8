import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { Group } from '../../groups/group.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { TokenChanges } from '../../tokens/token-changes.ts'
import { callPreTokenGeneration } from '../../triggers/pre-token-generation.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

interface NewTokens {
  readonly pool: UserPool
  readonly client: UserPoolClient
  readonly user: User
  readonly groups: readonly Group[]
  readonly scope: string
}

/**
 * What the pool's PreTokenGeneration function changes in the first tokens of a sign-in on the pages.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export function tokenChanges(
  context: RequestContext,
  { pool, client, user, groups, scope }: NewTokens,
): Promise<TokenChanges> {
  const occasion = { source: 'HostedAuth', clientId: client.id, user, groups, scope } as const
  return callPreTokenGeneration(context, pool, { ...occasion, clientMetadata: undefined })
}
