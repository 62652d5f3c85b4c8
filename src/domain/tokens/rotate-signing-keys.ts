import type { Instant } from '../../kernel/clock.ts'
import type { NewRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import { userPoolNotFound } from '../arns/user-pool-not-found.ts'
import type { Storage, Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { newSigningKey, type SigningKey, TOKEN_USES, unpublishedBefore } from './signing-key.ts'

/**
 * Gives a pool new signing keys. The old keys stay published until the last token that they signed has expired. Deletes
 * keys of earlier rotations that have passed that date. Running servers switch within a minute.
 * @param record stores, in the same transaction, that the rotation took place
 * @throws ResourceNotFoundException
 */
export async function rotateSigningKeys(
  storage: Pick<Storage, 'transaction'>,
  newKeyPair: NewRsaKeyPair,
  userPoolId: string,
  now: Instant,
  record: (stores: Stores, pool: UserPool, keys: readonly SigningKey[]) => Promise<void> = async () => {},
): Promise<readonly SigningKey[]> {
  const keys: SigningKey[] = []
  for (const use of TOKEN_USES) keys.push(newSigningKey(userPoolId, use, await newKeyPair(), now))
  await storage.transaction(async (stores) => {
    const pool = await stores.userPools.lock(userPoolId)
    if (!pool) throw userPoolNotFound(userPoolId)
    await stores.signingKeys.retireAll(userPoolId, now)
    for (const key of keys) await stores.signingKeys.insertIfAbsent(key)
    await stores.signingKeys.deleteRetiredBefore(unpublishedBefore(now))
    await record(stores, pool, keys)
  })
  return keys
}
