import { hidesUsers } from '../../clients/hides-users.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { strangerName } from '../../strangers/stranger.ts'
import type { ClientContext } from '../../threat-protection/client-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { lookUpOf } from '../../users/aliases.ts'
import type { User } from '../../users/user.ts'
import { usernameClientCombinationNotFound } from '../../users/user-errors.ts'

/** The client and the user that a request of an open operation names. */
export interface Claim {
  readonly clientId: string
  readonly secretHash: string | undefined
  readonly username: string
  /** What the request says about the user's device. */
  readonly contextData?: ClientContext | undefined
}

/** The user that a request names. Nothing is proven, so the response must reveal nothing about the user. */
export interface ClaimedUser {
  readonly pool: UserPool
  readonly client: UserPoolClient
  /** The name that was sent. */
  readonly requested: string
  /** Absent if no user has that name and the client hides whether users exist. */
  readonly user: User | undefined
  readonly contextData?: ClientContext | undefined
}

/**
 * For an unknown user, accepts a secret hash of every form of the name that a real user's hash could cover; refusing
 * one would reveal that the user does not exist.
 * @throws ResourceNotFoundException for an unknown client
 * @throws NotAuthorizedException for a missing or wrong secret hash
 * @throws UserNotFoundException for an unknown user, unless the client hides whether users exist
 */
export async function claimedUser(
  { storage, poolKeys }: Pick<RequestContext, 'storage' | 'poolKeys'>,
  { clientId, secretHash, username, contextData }: Claim,
): Promise<ClaimedUser> {
  const { stores } = storage
  const { pool, client, secrets } = await findPublicClient(stores, clientId)
  const user = await stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'user'))
  const name = user?.username ?? strangerName(poolKeys('absent users', pool.id), pool.settings, username)
  const names = [username, name, user?.sub ?? name]
  assertSecretHash({ clientId, secrets }, secretHash, names)
  const claimed = { pool, client, requested: username, user, contextData }
  if (!user && !hidesUsers(client)) throw usernameClientCombinationNotFound()
  return claimed
}
