import type { Stores } from '../stores.ts'
import { MAX_PROVIDERS_PER_POOL } from './identity-provider.ts'

/** The names of the providers that a pool has, read only if a name is asked for. */
export async function existingProviders(
  { identityProviders }: Pick<Stores, 'identityProviders'>,
  userPoolId: string,
  asked: readonly string[],
): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set()
  const providers = await identityProviders.list(userPoolId, MAX_PROVIDERS_PER_POOL)
  return new Set(providers.map(({ name }) => name))
}
