import type { Stores } from '../stores.ts'
import { type IdentityProvider, MAX_PROVIDERS_PER_POOL } from './identity-provider.ts'
import { identifierTaken, providerExists, tooManyProviders } from './identity-provider-errors.ts'
import { providerGroup } from './provider-group.ts'

/**
 * Stores a provider in a locked pool, with the group of its users.
 * @throws DuplicateProviderException, InvalidParameterException, LimitExceededException
 */
export async function addIdentityProvider(
  stores: Pick<Stores, 'groups' | 'identityProviders'>,
  provider: IdentityProvider,
): Promise<void> {
  const { userPoolId, name, createdAt } = provider
  await assertIdentifiersFree(stores, provider)
  if (!(await stores.identityProviders.insert(provider))) throw providerExists(name, userPoolId)
  if ((await stores.identityProviders.countInPool(userPoolId)) > MAX_PROVIDERS_PER_POOL) {
    throw tooManyProviders()
  }
  await stores.groups.insert(providerGroup(provider, createdAt)) // kept if a former provider left it
}

/** @throws InvalidParameterException if another provider of the pool has one of the identifiers */
export async function assertIdentifiersFree(
  { identityProviders }: Pick<Stores, 'identityProviders'>,
  { userPoolId, name, idpIdentifiers }: IdentityProvider,
): Promise<void> {
  for (const identifier of idpIdentifiers) {
    const owner = await identityProviders.identifierOwner(userPoolId, identifier)
    if (owner !== undefined && owner !== name) throw identifierTaken(identifier, owner)
  }
}
