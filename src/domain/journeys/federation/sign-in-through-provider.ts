import { type Occurrence, recordEvent } from '../../auth-events/record-event.ts'
import { FederationRefused, federationRefusal, noNewUsersHere } from '../../federation/federation-refused.ts'
import { mappedAttributes } from '../../federation/mapped-attributes.ts'
import type { ProviderAnswer, ProviderClaims } from '../../federation/provider-answer.ts'
import { providerAssurance } from '../../federation/provider-assurance.ts'
import type { ProviderSession } from '../../federation/provider-session.ts'
import { assertSamlValues } from '../../federation/saml-values.ts'
import { type IdentityProvider, SUBJECT } from '../../identity-providers/identity-provider.ts'
import { isAtReplica } from '../../requests/home-region.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { type Guard, guardOf } from '../../threat-protection/guard.ts'
import { callInboundFederation } from '../../triggers/inbound-federation.ts'
import type { ProviderSubject } from '../../user-identities/user-identity.ts'
import { assertMayHoldTokens } from '../../users/may-hold-tokens.ts'
import type { User } from '../../users/user.ts'
import { userNotFound } from '../../users/user-errors.ts'
import { enterBrowser, isSignInOver } from '../sign-in/browser/enter-browser.ts'
import type { EnteredBrowser } from '../sign-in/sign-in.ts'
import { findIdentity, type MappedSignIn, type ProviderSignIn, subjectOf } from './provider-sign-in.ts'
import { signInAgain } from './sign-in-again.ts'
import { signInFirst } from './sign-in-first.ts'

/**
 * Signs in a user whom a provider has authenticated: creates the user the first time, and writes the mapped attributes each
 * time.
 * @throws FederationRefused, and the errors that `federationRefusal` knows
 */
export async function signInThroughProvider(
  context: RequestContext,
  signIn: ProviderSignIn,
): Promise<EnteredBrowser> {
  const guard = await guardOf(context, signIn)
  let mapped: MappedSignIn | undefined
  try {
    mapped = await mappedSignIn(context, signIn)
    const identity = await findIdentity(context.storage.stores, mapped)
    if (!identity && isAtReplica(context, signIn.pool)) throw noNewUsersHere()
    const user = identity
      ? await signInAgain(context, mapped, identity, guard)
      : await signInFirst(context, mapped, guard)
    const session = await enter(context, mapped, user, guard)
    return { user, session, eventId: context.requestId, asksForDevice: false }
  } catch (error) {
    if (guard && !isSignInOver(error) && federationRefusal(error)) {
      await recordFailure(context, mapped ?? asAnswered(signIn), guard)
    }
    throw error
  }
}

/** The sign-in under the provider's name for the user, where the claims were refused. Undefined if it gives no name. */
function asAnswered(signIn: ProviderSignIn): MappedSignIn | undefined {
  try {
    return { ...signIn, subject: subjectIn(signIn, signIn.answer.claims), mapped: new Map() }
  } catch (error) {
    if (error instanceof FederationRefused) return undefined
    throw error
  }
}

/** For the user of the identity, if there is one. */
async function recordFailure(
  context: RequestContext,
  signIn: MappedSignIn | undefined,
  guard: Guard,
): Promise<void> {
  if (!signIn) return
  const { pool } = signIn
  const { stores } = context.storage
  const identity = await findIdentity(stores, signIn)
  const user = identity && (await stores.users.find(pool.id, identity.sub))
  if (!user) return
  const event = occurrence(context, signIn, 'Fail')
  await context.storage.bookkeeping((held) => recordEvent(held, guard, user, event, context))
}

/** The function may rename the user, too. */
async function mappedSignIn(context: RequestContext, signIn: ProviderSignIn): Promise<MappedSignIn> {
  const { pool, client, provider, answer } = signIn
  const inbound = { clientId: client.id, provider, answer, subject: subjectOf(signIn, answer.claims) }
  const claims = await callInboundFederation(context, pool, inbound)
  const subject = subjectIn(signIn, claims)
  const mapping = { schema: pool.schema, permissions: client.settings, provider }
  const mapped = mappedAttributes(mapping, claims)
  if (answer.assertion) assertSamlValues(provider, claims, mapped)
  return { ...signIn, subject, mapped }
}

/** @throws FederationRefused */
function subjectIn(signIn: ProviderSignIn, claims: ProviderClaims): ProviderSubject {
  return {
    userPoolId: signIn.pool.id,
    providerName: signIn.provider.name,
    attributeName: SUBJECT,
    attributeValue: subjectOf(signIn, claims),
  }
}

/** The session counts as long as the user keeps the password, if the user has one. */
function enter(
  context: RequestContext,
  signIn: MappedSignIn,
  user: User,
  guard: Guard | undefined,
): Promise<EnteredBrowser['session']> {
  const { pool, client, sessionConfiguration, browser: entry, provider, answer } = signIn
  const step = { pool, client, sessionConfiguration, secrets: [], parameters: {} }
  const browser = { ...entry, provider: provider.name, atProvider: sessionAt(provider, answer) }
  const settle = async (stores: Stores) => {
    const present = await stores.users.lock(pool.id, user.sub)
    if (!present) throw userNotFound()
    assertMayHoldTokens(present)
    await recordEvent(stores, guard, present, occurrence(context, signIn, 'Pass'), context)
    const { passwordRevision: revision } = await stores.credentials.findState(pool.id, user.sub)
    const assurance = providerAssurance(provider, answer)
    return { proofs: [{ kind: 'federated', assurance, revision } as const], failures: undefined }
  }
  return enterBrowser(context, step, browser, { user, settle })
}

function occurrence(
  { requestId }: RequestContext,
  { client, provider }: ProviderSignIn,
  response: 'Pass' | 'Fail',
): Occurrence {
  return { id: requestId, type: 'SignIn', response, clientId: client.id, idpName: provider.name }
}

/** To be ended together with the one of the browser. */
function sessionAt({ name }: IdentityProvider, { assertion }: ProviderAnswer): ProviderSession | undefined {
  if (!assertion) return undefined
  const { nameId, sessionIndex } = assertion
  return { provider: name, nameId, sessionIndex }
}
