import { findIdentityProvider } from '../identity-providers/find-identity-provider.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import { isSocial, NATIVE_PROVIDER, SUBJECT } from '../identity-providers/identity-provider.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lockUser } from '../users/find-user.ts'
import type { User } from '../users/user.ts'
import { userNotFound } from '../users/user-errors.ts'
import { MAX_LINK_LENGTH, type ProviderSubject } from './user-identity.ts'
import {
  attributeNotMapped,
  linkTooLong,
  memberMissing,
  nativeSource,
  socialNeedsSubject,
} from './user-identity-errors.ts'

/** A user as `ProviderUserIdentifierType` names one; the model requires no member. */
export interface ProviderUser {
  readonly providerName?: string | undefined
  readonly attributeName?: string | undefined
  readonly attributeValue?: string | undefined
}

/**
 * The user of the pool that the members name, locked until this transaction ends. AWS: the name of the attribute is
 * not looked at.
 * @throws InvalidParameterException, UserNotFoundException
 */
export async function lockDestination(
  stores: Pick<Stores, 'userIdentities' | 'users'>,
  pool: UserPool,
  { providerName, attributeValue }: ProviderUser,
): Promise<User> {
  if (!providerName) throw memberMissing('DestinationUser', 'ProviderName')
  if (!attributeValue) throw memberMissing('DestinationUser', 'ProviderAttributeValue')
  if (providerName === NATIVE_PROVIDER) return lockUser(stores, pool, attributeValue)
  const subject = { userPoolId: pool.id, providerName, attributeName: SUBJECT, attributeValue }
  const identity = await stores.userIdentities.find(subject)
  const user = identity && (await stores.users.lock(pool.id, identity.sub))
  if (!user) throw userNotFound()
  return user
}

export interface Source {
  readonly provider: IdentityProvider
  readonly subject: ProviderSubject
}

/**
 * The identity that the members name, with its provider. The provider is locked, so that nobody signs in through it
 * for the first time meanwhile.
 * @throws InvalidParameterException, ResourceNotFoundException
 */
export async function lockSource(
  stores: Pick<Stores, 'identityProviders'>,
  { id: userPoolId }: UserPool,
  { providerName, attributeName, attributeValue }: ProviderUser,
): Promise<Source> {
  if (!providerName) throw memberMissing('SourceUser', 'ProviderName')
  if (!attributeName) throw memberMissing('SourceUser', 'ProviderAttributeName')
  if (!attributeValue) throw memberMissing('SourceUser', 'ProviderAttributeValue')
  if (providerName === NATIVE_PROVIDER) throw nativeSource()
  const provider =
    (await stores.identityProviders.lock(userPoolId, providerName)) ??
    (await findIdentityProvider(stores, userPoolId, providerName))
  if (attributeName !== SUBJECT) {
    if (isSocial(provider.type)) throw socialNeedsSubject()
    if (!Object.hasOwn(provider.attributeMapping, attributeName)) throw attributeNotMapped(attributeName)
  }
  const length = [...providerName].length + [...attributeName].length + [...attributeValue].length
  if (length > MAX_LINK_LENGTH) throw linkTooLong()
  return { provider, subject: { userPoolId, providerName, attributeName, attributeValue } }
}
