import { assertSecretHash } from '../../credentials/secret-hash.ts'
import { findPublicClient } from '../../pool-clients/find-pool-client.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { lookUpOf } from '../../users/aliases.ts'
import type { Claim } from '../shared/claimed-user.ts'
import { countTry, trierOf } from '../shared/count-try.ts'
import { bringMember } from './bring-member.ts'
import { findUserSource } from './find-user-source.ts'

/**
 * Before a forgotten password is reset: brings over a user who only exists in the former pool, so that a code can be
 * sent. Each lookup there counts as an attempt for the name.
 * @throws LimitExceededException, and the errors of {@link findPublicClient} and of a wrong secret hash
 */
export async function bringForgottenUser(
  context: RequestContext,
  { clientId, secretHash, username }: Claim,
): Promise<void> {
  const { storage, poolKeys, now } = context
  const { pool, client, secrets } = await findPublicClient(storage.stores, clientId)
  const source = await findUserSource(context, pool)
  if (!source || (await storage.stores.users.resolve(pool.id, lookUpOf(pool.settings, username, 'user'))))
    return
  assertSecretHash({ clientId, secrets }, secretHash, [username])
  const claimed = { pool, client, requested: username, user: undefined }
  await storage.bookkeeping((stores) =>
    countTry(stores, trierOf(poolKeys, claimed), 'forgottenPassword', now),
  )
  const member = await source.findMember(username)
  if (member) await bringMember(context, pool, member)
}
