import type { UserIdentity } from './user-identity.ts'

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
