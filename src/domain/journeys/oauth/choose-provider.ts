import { POOL, takesOwnUsers } from '../../clients/sign-in-sources.ts'
import { existingProviders } from '../../identity-providers/existing-providers.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { Stores } from '../../stores.ts'

/** How users may sign in to a client, and what a request asks for of it. */
export interface ProviderChoice {
  /** Whether the pool's own users may. */
  readonly ownUsers: boolean
  /** The identity providers whose users may. */
  readonly providers: readonly string[]
  /** The provider to go to at once; undefined if the page lets the user choose. */
  readonly provider: string | undefined
}

/**
 * What `identity_provider` or `idp_identifier` chooses. AWS: the only way to sign in needs no choice. Undefined if the
 * client has nothing of the kind.
 */
export async function chooseProvider(
  stores: Pick<Stores, 'identityProviders'>,
  { pool, client }: Pick<PoolClient, 'client' | 'pool'>,
  asked: { readonly name: string | undefined; readonly identifier: string | undefined },
): Promise<ProviderChoice | undefined> {
  const { supportedIdentityProviders: supported = [] } = client.settings
  const ownUsers = takesOwnUsers(client.settings)
  const others = supported.filter((name) => name !== POOL)
  const existing = await existingProviders(stores, pool.id, others)
  const providers = others.filter((name) => existing.has(name))
  const named =
    asked.name ??
    (asked.identifier && (await ownerOf(stores, pool.id, asked.identifier))) ??
    (ownUsers || providers.length !== 1 ? POOL : providers[0])
  if (named === POOL) {
    const isOffered = ownUsers || (asked.name === undefined && providers.length > 0)
    return isOffered ? { ownUsers, providers, provider: undefined } : undefined
  }
  return providers.includes(named ?? '') ? { ownUsers, providers, provider: named } : undefined
}

/** AWS: an e-mail address chooses the provider that has its domain as an identifier. */
async function ownerOf(
  { identityProviders }: Pick<Stores, 'identityProviders'>,
  userPoolId: string,
  identifier: string,
): Promise<string> {
  const domain = identifier.slice(identifier.lastIndexOf('@') + 1)
  const owner =
    (await identityProviders.identifierOwner(userPoolId, identifier)) ??
    (await identityProviders.identifierOwner(userPoolId, domain))
  return owner ?? ''
}
