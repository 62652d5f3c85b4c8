import type { ProviderType } from '../identity-providers/identity-provider.ts'
import { MAX_LINKED_IDENTITIES, type UserIdentity } from './user-identity.ts'

/** A user's identities as the attribute shows them: a JSON text. */
export function identitiesAttribute(identities: readonly UserIdentity[]): string {
  return JSON.stringify(
    identities.map(({ attributeValue, providerName, providerType, issuer, primary, createdAt }) => ({
      userId: attributeValue,
      providerName,
      providerType,
      issuer: issuer ?? null,
      primary,
      dateCreated: createdAt,
    })),
  )
}

/** What the attribute shows of an identity. */
export type ShownIdentity = Pick<
  UserIdentity,
  'attributeValue' | 'createdAt' | 'issuer' | 'primary' | 'providerName' | 'providerType'
>

const TYPES: ReadonlySet<unknown> = new Set<ProviderType>([
  'Facebook',
  'Google',
  'LoginWithAmazon',
  'OIDC',
  'SAML',
  'SignInWithApple',
])

/**
 * The identities in such a text from elsewhere, as far as they have that form; at most as many as a user may have.
 * AWS: `primary` and `dateCreated` are texts where tokens show them.
 */
export function parseIdentities(text: string): ShownIdentity[] {
  let entries: unknown
  try {
    entries = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(entries)) return []
  return entries.slice(0, MAX_LINKED_IDENTITIES + 1).flatMap((entry) => toShownIdentity(entry) ?? [])
}

function toShownIdentity(entry: unknown): ShownIdentity | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined
  const { userId, providerName, providerType, issuer, primary, dateCreated } = entry as Record<
    string,
    unknown
  >
  const createdAt = Number(dateCreated)
  if (typeof userId !== 'string' || userId === '' || typeof providerName !== 'string') return undefined
  if (!TYPES.has(providerType) || !Number.isSafeInteger(createdAt)) return undefined
  return {
    attributeValue: userId,
    providerName,
    providerType: providerType as ProviderType,
    issuer: typeof issuer === 'string' ? issuer : undefined,
    primary: primary === true || primary === 'true',
    createdAt,
  }
}
