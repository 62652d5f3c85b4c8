import type { Attributes } from '../../attributes/attributes.ts'
import type { BrowserEntry } from '../../browser-sessions/browser-entry.ts'
import { claimText } from '../../federation/claim-text.ts'
import { subjectMissing, usernameNotAllowed, usernameTooLong } from '../../federation/federation-refused.ts'
import type { ProviderAnswer, ProviderClaims } from '../../federation/provider-answer.ts'
import { USERNAME } from '../../identity-providers/attribute-mapping.ts'
import { type IdentityProvider, SUBJECT } from '../../identity-providers/identity-provider.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { Stores } from '../../stores.ts'
import type { ProviderSubject, UserIdentity } from '../../user-identities/user-identity.ts'

/** A sign-in on the pages of a domain that a provider has confirmed. */
export interface ProviderSignIn extends PoolClient {
  readonly provider: IdentityProvider
  readonly answer: ProviderAnswer
  readonly browser: BrowserEntry
}

/** The same, with what the claims mean in the pool. */
export interface MappedSignIn extends ProviderSignIn {
  readonly subject: ProviderSubject
  readonly mapped: Attributes
}

/**
 * What the provider calls the user: the NameID, or the claim that the mapping names.
 * @throws FederationRefused
 */
export function subjectOf({ provider, answer }: ProviderSignIn, claims: ProviderClaims): string {
  const claim = provider.attributeMapping[USERNAME] ?? ''
  const subject =
    answer.assertion?.nameId.value ?? (Object.hasOwn(claims, claim) ? claimText(claims[claim]) : undefined)
  if (!subject) throw subjectMissing()
  // No user and no link has such a subject, so nothing needs to be looked up.
  if ([...subject.slice(0, 2 * LONGEST_USERNAME + 1)].length > LONGEST_USERNAME) {
    throw usernameTooLong(`${provider.name}_${subject}`)
  }
  if (/[\p{Cc}\p{Cs}]/u.test(subject)) throw usernameNotAllowed()
  return subject
}

/** AWS: UsernameType. */
export const LONGEST_USERNAME = 128

/** AWS: a provider may have links by so many attributes. */
const MOST_ATTRIBUTES = 6

/**
 * The identity that signs in: the subject's own, or else a link by one of the mapped attributes, which was never used.
 */
export async function findIdentity(
  { userIdentities }: Pick<Stores, 'userIdentities'>,
  { subject, mapped }: Pick<MappedSignIn, 'mapped' | 'subject'>,
): Promise<UserIdentity | undefined> {
  const own = await userIdentities.find(subject)
  if (own) return own
  const { userPoolId, providerName } = subject
  for (const attributeName of await userIdentities.attributeNames(
    userPoolId,
    providerName,
    MOST_ATTRIBUTES,
  )) {
    const attributeValue = attributeName === SUBJECT ? undefined : mapped.get(attributeName)
    if (!attributeValue || !isStorable(attributeValue)) continue
    const link = await userIdentities.find({ ...subject, attributeName, attributeValue })
    if (link) return link
  }
  return undefined
}

/** Other values are refused when they are written. */
function isStorable(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed()
}
