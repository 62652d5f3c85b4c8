import { hidesUsers } from '../../clients/hides-users.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
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
  context: Pick<RequestContext, 'storage' | 'poolKeys'>,
  { clientId, secretHash, username, contextData }: Claim,
): Promise<ClaimedUser> {
  const { storage, poolKeys } = context
  const { pool, client, secrets } = await findPublicClient(storage.stores, clientId)
  const user = await named(context, pool, username)
  const name = user?.username ?? strangerName(poolKeys('absent users', pool.id), pool.settings, username)
  const names = [username, name, user?.sub ?? name]
  assertSecretHash({ clientId, secrets }, secretHash, names)
  return claimedBy({ pool, client, requested: username, user, contextData })
}

/**
 * The same where the client is known already and sends no secret hash: on the pages of a domain.
 * @throws UserNotFoundException for an unknown user, unless the client hides whether users exist
 */
export async function claimedAt(
  context: Pick<RequestContext, 'storage'>,
  { pool, client }: Pick<PoolClient, 'pool' | 'client'>,
  username: string,
): Promise<ClaimedUser> {
  return claimedBy({ pool, client, requested: username, user: await named(context, pool, username) })
}

function named({ storage }: Pick<RequestContext, 'storage'>, pool: UserPool, username: string) {
  return storage.stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'user'))
}

function claimedBy(claimed: ClaimedUser): ClaimedUser {
  if (!claimed.user && !hidesUsers(claimed.client)) throw usernameClientCombinationNotFound()
  return claimed
}
