import { attributeUpdate } from '../../attributes/attribute-update.ts'
import { assertLengths, assertNoneBlank } from '../../federation/first-attributes.ts'
import { SUBJECT } from '../../identity-providers/identity-provider.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import { callPostAuthentication } from '../../triggers/post-authentication.ts'
import { callPreAuthentication } from '../../triggers/pre-authentication.ts'
import { saveIdentities } from '../../user-identities/save-identities.ts'
import type { UserIdentity } from '../../user-identities/user-identity.ts'
import { saveChange } from '../../users/change-attributes.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { userNotFound } from '../../users/user-errors.ts'
import type { MappedSignIn } from './provider-sign-in.ts'
import { refuseRiskyUser } from './refuse-risky-user.ts'

/**
 * Writes the mapped attributes of a user whose identity is known. AWS: also those that stay equal, so that a mapped
 * attribute which is immutable makes every sign-in but the first one fail.
 * @throws FederationRefused, InvalidParameter-, AliasExists-, NotAuthorizedException; the errors of the functions
 */
export async function signInAgain(
  context: RequestContext,
  signIn: MappedSignIn,
  identity: UserIdentity,
  guard: Guard | undefined,
): Promise<User> {
  const { pool, client } = signIn
  const before = await context.storage.stores.users.find(pool.id, identity.sub)
  if (!before) throw userNotFound() // deleted in the meantime
  assertMayHoldTokens(before)
  await refuseRiskyUser(context, guard, before)
  const { username: userName } = before
  const clientId = client.id
  const beginning = { clientId, userName, user: before, hidesUsers: false, validationData: {} }
  await callPreAuthentication(context, pool, beginning)
  const refresh = (stores: Stores) => refreshUser(stores, signIn, identity, context.now)
  const user = await context.storage.bookkeeping(refresh, undefined, before)
  await callPostAuthentication(context, pool, {
    clientId,
    user,
    newDeviceUsed: false,
    clientMetadata: undefined,
  })
  return user
}

async function refreshUser(
  stores: Stores,
  { pool, mapped, subject }: MappedSignIn,
  identity: UserIdentity,
  now: number,
): Promise<User> {
  const user = await stores.users.lock(pool.id, identity.sub)
  if (!user) throw userNotFound()
  assertMayHoldTokens(user)
  assertLengths(mapped)
  assertNoneBlank(pool.schema, mapped)
  const entries = [...mapped].map(([name, value]) => ({ name, value }))
  const change = attributeUpdate(pool.schema, user.attributes, entries, 'administrator')
  const changed = await saveChange(stores, pool, user, change, new Map(), now)
  // AWS: from its first sign-in on, a link goes by the subject.
  if (identity.attributeName === SUBJECT) return changed
  await stores.userIdentities.setSubject(identity, subject)
  return saveIdentities(stores, changed, now)
}
