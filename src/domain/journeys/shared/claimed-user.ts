import { hidesUsers } from '../../clients/hides-users.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { lookUpOf } from '../../users/aliases.ts'
import type { User } from '../../users/user.ts'
import { usernameClientCombinationNotFound } from '../../users/user-errors.ts'

/** How an open operation says through which client it comes, and for whom. */
export interface Claim {
  readonly clientId: string
  readonly secretHash: string | undefined
  readonly username: string
}

/** Whom a request is for. Without proof: nothing of the user may be told. */
export interface ClaimedUser {
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** The name that was sent. */
  readonly requested: string
  /** Absent where nobody has that name and the client hides who exists. */
  readonly user: User | undefined
}

/**
 * @throws ResourceNotFoundException for an unknown client
 * @throws NotAuthorizedException for a missing or wrong secret hash
 * @throws UserNotFoundException for an unknown user, unless the client hides who exists
 */
export async function claimedUser(
  stores: Pick<Stores, 'poolClients' | 'userPools' | 'users'>,
  { clientId, secretHash, username }: Claim,
): Promise<ClaimedUser> {
  const { pool, client, secrets } = await findPublicClient(stores, clientId)
  const user = await stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'user'))
  const names = user ? [username, user.username, user.sub] : [username]
  assertSecretHash({ clientId, secrets }, secretHash, names)
  const claimed = { pool, client, requested: username, user }
  if (!user && !hidesUsers(client)) throw usernameClientCombinationNotFound()
  return claimed
}
