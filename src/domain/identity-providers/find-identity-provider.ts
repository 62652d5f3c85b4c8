import type { Stores } from '../stores.ts'
import type { IdentityProvider } from './identity-provider.ts'
import { identifierNotFound, providerNotFound, providerToChangeNotFound } from './identity-provider-errors.ts'

type ProviderStores = Pick<Stores, 'identityProviders'>

/** @throws ResourceNotFoundException */
export async function findIdentityProvider(
  { identityProviders }: ProviderStores,
  userPoolId: string,
  name: string,
): Promise<IdentityProvider> {
  const provider = await identityProviders.find(userPoolId, name)
  if (!provider) throw providerNotFound(name, userPoolId)
  return provider
}

/**
 * The provider that has the identifier.
 * @throws ResourceNotFoundException
 */
export async function findProviderByIdentifier(
  { identityProviders }: ProviderStores,
  userPoolId: string,
  identifier: string,
): Promise<IdentityProvider> {
  const name = await identityProviders.identifierOwner(userPoolId, identifier)
  const provider = name === undefined ? undefined : await identityProviders.find(userPoolId, name)
  if (!provider) throw identifierNotFound(identifier, userPoolId)
  return provider
}

/**
 * The provider that a request is about to change.
 * @throws ResourceNotFoundException
 */
export async function findProviderToChange(
  { identityProviders }: ProviderStores,
  userPoolId: string,
  name: string,
): Promise<IdentityProvider> {
  const provider = await identityProviders.find(userPoolId, name)
  if (!provider) throw providerToChangeNotFound(name, userPoolId)
  return provider
}

/**
 * Like {@link findProviderToChange}, and locks the provider until this transaction ends.
 * @throws ResourceNotFoundException
 */
export async function lockIdentityProvider(
  { identityProviders }: ProviderStores,
  userPoolId: string,
  name: string,
): Promise<IdentityProvider> {
  const provider = await identityProviders.lock(userPoolId, name)
  if (!provider) throw providerToChangeNotFound(name, userPoolId)
  return provider
}
