/** By the names of the provider. */
export type ProviderClaims = Readonly<Record<string, unknown>>

/** What a provider says of a user who has signed in there. */
export interface ProviderAnswer {
  /** From all sources. AWS: those of an ID token win over those of userInfo. */
  readonly claims: ProviderClaims
  /** The NameID of a SAML assertion. For other providers a claim names the user. */
  readonly nameId?: string | undefined
  /** The same by source, as functions see it: `tokenResponse`, `idToken` and `userInfo`, or `samlResponse`. */
  readonly sources: Readonly<Record<string, ProviderClaims>>
}
