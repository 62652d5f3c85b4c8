import type { Instant } from '../../kernel/clock.ts'
import { NATIVE_PROVIDER } from '../identity-providers/identity-provider.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lockUser } from '../users/find-user.ts'
import type { ProviderUser } from './provider-user.ts'
import { saveIdentities } from './save-identities.ts'
import { memberMissing, notLinked } from './user-identity-errors.ts'

type UnlinkStores = Pick<Stores, 'credentials' | 'userIdentities' | 'users'>

/**
 * Keeps a user from signing in in one way. AWS: a user of the pool itself loses the password; a linked identity is
 * linked no more, and becomes a user of its own at its next sign-in.
 * @throws InvalidParameterException, UserNotFoundException
 */
export async function unlinkIdentity(
  stores: UnlinkStores,
  pool: UserPool,
  { providerName, attributeName, attributeValue }: ProviderUser,
  now: Instant,
): Promise<void> {
  if (!providerName) throw memberMissing('User', 'ProviderName')
  if (!attributeName) throw memberMissing('User', 'ProviderAttributeName')
  if (!attributeValue) throw memberMissing('User', 'ProviderAttributeValue')
  if (providerName === NATIVE_PROVIDER) {
    const user = await lockUser(stores, pool, attributeValue)
    await stores.credentials.setPassword(pool.id, user.sub, undefined)
    await stores.users.save({ ...user, modifiedAt: now })
    return
  }
  const subject = { userPoolId: pool.id, providerName, attributeName, attributeValue }
  const identity = await stores.userIdentities.find(subject)
  if (!identity || identity.primary) throw notLinked()
  const user = await stores.users.lock(pool.id, identity.sub)
  if (!user) throw notLinked() // deleted in the meantime
  await stores.userIdentities.delete(identity)
  await saveIdentities(stores, user, now)
}
