import { inHashSetOrder } from '../../kernel/hash-order.ts'
import type { ClientSettings } from '../clients/user-pool-client.ts'

/** The distinct scopes of a `scope` parameter (RFC 6749, section 3.3). Undefined if it is absent or names none. */
export function scopesIn(text: string | undefined): readonly string[] | undefined {
  const scopes = (text ?? '').split(' ').filter((scope) => scope !== '')
  return scopes.length === 0 ? undefined : [...new Set(scopes)]
}

/** AWS: a request that names no scopes asks for all that the client has. */
export function requestedScopes(
  { allowedOAuthScopes = [] }: Pick<ClientSettings, 'allowedOAuthScopes'>,
  text: string | undefined,
): readonly string[] {
  return scopesIn(text) ?? allowedOAuthScopes
}

/** The `scope` claim. AWS: in the order in which a hash table of Java iterates. */
export function scopeClaim(scopes: readonly string[]): string {
  return inHashSetOrder(scopes).join(' ')
}
