import { addIdentityProvider } from '../identity-providers/add-identity-provider.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { Stores } from '../stores.ts'
import type { Seeded } from './declared-world.ts'

/**
 * Creates the provider by the rules of CreateIdentityProvider, unless the locked pool already has it.
 * @throws InvalidParameterException, LimitExceededException
 */
export async function seedIdentityProvider(
  stores: Pick<Stores, 'groups' | 'identityProviders'>,
  provider: IdentityProvider,
): Promise<Seeded> {
  if (await stores.identityProviders.find(provider.userPoolId, provider.name)) return 'kept'
  await addIdentityProvider(stores, provider)
  return 'made'
}
