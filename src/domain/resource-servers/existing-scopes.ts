import type { Stores } from '../stores.ts'
import { scopeNames } from './resource-server.ts'

/**
 * The scopes among the given ones that belong to a resource server of the pool. AWS: a client may keep a scope whose
 * resource server was deleted, but tokens of new sign-ins do not contain it.
 */
export async function existingScopes(
  stores: Pick<Stores, 'resourceServers'>,
  userPoolId: string,
  scopes: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const requested = [...scopes].filter((scope) => scope.includes('/'))
  if (requested.length === 0) return new Set()
  const identifiers = [...new Set(requested.map(identifierIn))]
  const servers = await stores.resourceServers.scopesOf(userPoolId, identifiers)
  const known = new Set(servers.flatMap(scopeNames))
  return new Set(requested.filter((scope) => known.has(scope)))
}

/** The name of a scope contains no slash, an identifier may. */
function identifierIn(scope: string): string {
  return scope.slice(0, scope.lastIndexOf('/'))
}
