import { mappedAttributes } from '../../federation/mapped-attributes.ts'
import { SUBJECT } from '../../identity-providers/identity-provider.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { callInboundFederation } from '../../triggers/inbound-federation.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { userNotFound } from '../../users/user-errors.ts'
import { enterBrowser } from '../sign-in/enter-browser.ts'
import type { EnteredBrowser } from '../sign-in/sign-in.ts'
import { findIdentity, type MappedSignIn, type ProviderSignIn, subjectOf } from './provider-sign-in.ts'
import { signInAgain } from './sign-in-again.ts'
import { signInFirst } from './sign-in-first.ts'

/**
 * Signs a user in for whom a provider has vouched: creates the user at the first time, and writes the mapped attributes
 * each time.
 * @throws FederationRefused, and the errors that `federationRefusal` knows
 */
export async function signInThroughProvider(
  context: RequestContext,
  signIn: ProviderSignIn,
): Promise<EnteredBrowser> {
  const mapped = await mappedSignIn(context, signIn)
  const identity = await findIdentity(context.storage.stores, mapped)
  const user = identity ? await signInAgain(context, mapped, identity) : await signInFirst(context, mapped)
  return { user, session: await enter(context, mapped, user) }
}

/** The function may rename the user, too. */
async function mappedSignIn(context: RequestContext, signIn: ProviderSignIn): Promise<MappedSignIn> {
  const { pool, client, provider, answer } = signIn
  const inbound = { clientId: client.id, provider, answer, subject: subjectOf(signIn, answer.claims) }
  const claims = await callInboundFederation(context, pool, inbound)
  const subject = {
    userPoolId: pool.id,
    providerName: provider.name,
    attributeName: SUBJECT,
    attributeValue: subjectOf(signIn, claims),
  }
  const mapping = { schema: pool.schema, permissions: client.settings, provider }
  return { ...signIn, subject, mapped: mappedAttributes(mapping, claims) }
}

/** The session counts as long as the user keeps the password, if the user has one. */
function enter(
  context: RequestContext,
  { pool, client, sessionConfiguration, browser, provider }: MappedSignIn,
  user: User,
): Promise<EnteredBrowser['session']> {
  const step = { pool, client, sessionConfiguration, secrets: [], parameters: {} }
  return enterBrowser(context, step, browser, user, async (stores) => {
    const present = await stores.users.lock(pool.id, user.sub)
    if (!present) throw userNotFound()
    assertMayHoldTokens(present)
    const { passwordRevision: revision } = await stores.credentials.findState(pool.id, user.sub)
    return { proofs: [{ kind: 'federated', provider: provider.name, revision }], failures: undefined }
  })
}
