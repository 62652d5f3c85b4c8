import { hidesUsers } from '../../clients/hides-users.ts'
import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { lookUpOf } from '../../users/aliases.ts'
import type { UserKey } from '../../users/user.ts'
import { migrationFailed } from '../../users/user-errors.ts'
import type { Claim } from '../shared/claimed-user.ts'
import { attemptKeyOf, countTry } from '../shared/count-try.ts'
import { bringIn } from './bring-in.ts'
import { findUserSource } from './find-user-source.ts'

/**
 * Before a forgotten password is reset: brings in a user who is only known to the former pool or the UserMigration
 * function, so that a code can be sent. Each lookup there counts as an attempt for the name. Returns the user that it was
 * counted for.
 * @throws UserNotFoundException if the function fails, unless the client hides whether users exist
 * @throws LimitExceededException, and the errors of {@link findPublicClient} and of a wrong secret hash
 */
export async function bringForgottenUser(
  context: RequestContext,
  { clientId, secretHash, username }: Claim,
  clientMetadata: Metadata | undefined,
): Promise<UserKey | undefined> {
  const { pool, client, secrets } = await findPublicClient(context.storage.stores, clientId)
  return bringForgottenUserAt(context, { pool, client }, username, {
    clientMetadata,
    assertClaim: () => assertSecretHash({ clientId, secrets }, secretHash, [username]),
  })
}

interface Bringing {
  readonly clientMetadata?: Metadata | undefined
  /** Called before the other source is asked for a user. */
  assertClaim?(): void
}

/** The same where the client is known already and sends no secret hash: on the pages of a domain. */
export async function bringForgottenUserAt(
  context: RequestContext,
  { pool, client }: Pick<PoolClient, 'pool' | 'client'>,
  username: string,
  { clientMetadata, assertClaim }: Bringing = {},
): Promise<UserKey | undefined> {
  const { storage, poolKeys, now } = context
  const source = await findUserSource(context, { pool, client, clientMetadata })
  if (!source || (await storage.stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'user'))))
    return undefined
  assertClaim?.()
  const attemptKey = attemptKeyOf(poolKeys, { pool, client, requested: username, user: undefined })
  await storage.bookkeeping((stores) => countTry(stores, attemptKey, 'forgottenPassword', now))
  const member = await source.findMember(username)
  if (!member) return attemptKey
  const brought =
    member === 'failed'
      ? member
      : await bringIn(context, member, () =>
          storage.bookkeeping(async (stores) => {
            const user = await member.store(stores)
            return user && { user }
          }),
        )
  const isFailure = brought === 'failed' || brought === 'clash'
  if (isFailure && !hidesUsers(client)) throw migrationFailed(client.id)
  return attemptKey
}
