import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import {
  type ProviderSources,
  requestedProvider,
} from '../../domain/identity-providers/requested-provider.ts'
import { newPoolSchema } from '../../domain/schema/new-pool-schema.ts'
import type { Stores } from '../../domain/stores.ts'
import { toAttributeRequest } from '../../operations/attribute-requests.ts'
import { toProviderRequest } from './declared.ts'
import type { WorldIdentityProvider, WorldUserPool } from './world.ts'

/** The providers of a file as they are stored. Those that exist already are missing. */
export type PreparedProviders = ReadonlyMap<WorldIdentityProvider, IdentityProvider>

/**
 * Reads the metadata of the declared providers that are missing, and makes their keys: before the transaction, since
 * both may take long.
 * @param attempt names the place of an error in the file
 * @throws the errors of CreateIdentityProvider
 */
export async function prepareProviders(
  stores: Pick<Stores, 'identityProviders' | 'userPools'>,
  pools: readonly WorldUserPool[],
  sources: ProviderSources,
  attempt: <Result>(item: object, work: Promise<Result>) => Promise<Result>,
): Promise<PreparedProviders> {
  const prepared = new Map<WorldIdentityProvider, IdentityProvider>()
  for (const { Id: id, Schema, IdentityProviders = [] } of pools) {
    if (IdentityProviders.length === 0) continue
    const present = await stores.userPools.find(id)
    const schema = present?.schema ?? newPoolSchema(Schema?.map(toAttributeRequest))
    for (const provider of IdentityProviders) {
      if (await stores.identityProviders.find(id, provider.ProviderName)) continue
      const made = requestedProvider({ id, schema }, toProviderRequest(provider), sources)
      prepared.set(provider, await attempt(provider, made))
    }
  }
  return prepared
}
