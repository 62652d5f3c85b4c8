import { inHashSetOrder } from '../../../kernel/hash-order.ts'
import { readableAttributes } from '../../clients/attribute-permissions.ts'
import { userInfoAttributes } from '../../scopes/attributes-in-scope.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'

/** Attributes that only developers see. */
const LEFT_OUT = /^dev:/

/**
 * The claims about the owner of an access token (OpenID Connect Core, section 5.3.2). AWS: all values are texts, and the
 * name is called `username`.
 */
export function userInfo({ user, client, claims }: TokenCaller): Record<string, string> {
  const shown = userInfoAttributes(claims.scope, readableAttributes(client.settings, user.attributes))
  const values = new Map([...shown].filter(([name]) => !LEFT_OUT.test(name)))
  values.set('sub', user.sub).set('username', user.username)
  return Object.fromEntries(inHashSetOrder([...values.keys()]).map((name) => [name, values.get(name) ?? '']))
}
