import { FederationRefused } from '../../federation/federation-refused.ts'
import { useOf } from '../../federation/message-use.ts'
import type { LogoutRequest, SamlMessage } from '../../federation/saml-logout-gateway.ts'
import type { IdentityProvider } from '../../identity-providers/identity-provider.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { endsSessions } from './provider-to-leave.ts'
import { withRecentMetadata } from './refresh-metadata.ts'

type Context = Pick<RequestContext, 'federation' | 'now' | 'storage'>

/** A message that came to a pool. */
export interface ArrivedMessage {
  readonly userPoolId: string
  readonly message: SamlMessage
  /** The address that it came to. */
  readonly recipient: string
}

/** A provider's request to end sessions, with its signature checked. */
export interface VerifiedRequest {
  readonly provider: IdentityProvider
  readonly request: LogoutRequest
}

/** Of one entity; a pool has hardly more than one. */
const MOST_PROVIDERS = 5

/**
 * Ends the sessions of a user's browsers that a SAML provider asks to end: those of its session, or all that came from
 * it. Tokens stay valid, as at a sign-out here.
 * @returns the request, to be answered
 * @throws FederationRefused unless the provider signed the request, and it comes for the first time
 */
export async function endSessions(context: Context, arrived: ArrivedMessage): Promise<VerifiedRequest> {
  const verified = await verifiedRequests(context, arrived)
  const [first] = verified
  if (!first) throw new FederationRefused('invalid_request', 'Issuer is invalid. ')
  await context.storage.transaction(async (stores) => {
    const isNew = await stores.consumedTokens.consume(useOf(first.provider, first.request))
    if (!isNew) throw new FederationRefused('invalid_request', 'The request was used before. ')
    for (const each of verified) await endSessionsOf(stores, each)
  })
  return first
}

/** The request as each provider with that entity id made it. */
async function verifiedRequests(
  context: Context,
  { userPoolId, message, recipient }: ArrivedMessage,
): Promise<VerifiedRequest[]> {
  const { federation, storage } = context
  const { identityProviders } = storage.stores
  const names = await identityProviders.namesOfEntity(userPoolId, await federation.senderOf(message))
  const verified: VerifiedRequest[] = []
  for (const name of names.slice(0, MOST_PROVIDERS)) {
    const known = await identityProviders.find(userPoolId, name)
    if (!known || !endsSessions(known)) continue
    const provider = await withRecentMetadata(context, known)
    const request = await federation.logoutRequestOf(provider, message, recipient)
    verified.push({ provider, request })
  }
  return verified
}

async function endSessionsOf(
  { browserSessions }: Pick<Stores, 'browserSessions'>,
  { provider: { userPoolId, name }, request: { nameId, sessionIndexes } }: VerifiedRequest,
): Promise<void> {
  for (const { digest, atProvider } of await browserSessions.ofProviderSubject(userPoolId, name, nameId)) {
    const isMeant = sessionIndexes.length === 0 || sessionIndexes.includes(atProvider?.sessionIndex ?? '')
    if (isMeant) await browserSessions.end(digest)
  }
}
