import type { Instant } from '../../kernel/clock.ts'

/** By the names of the provider. */
export type ProviderClaims = Readonly<Record<string, unknown>>

/** Of a SAML assertion: what makes it the only one of its kind. */
export interface IssuedAssertion {
  readonly id: string
  readonly issuedAt: Instant
}

/** What a provider says of a user who has signed in there. */
export interface ProviderAnswer {
  /** From all sources. AWS: those of an ID token win over those of userInfo. */
  readonly claims: ProviderClaims
  /** The NameID of a SAML assertion. For other providers a claim names the user. */
  readonly nameId?: string | undefined
  /** Where the claims come from a SAML assertion. */
  readonly assertion?: IssuedAssertion | undefined
  /** The same by source, as functions see it: `tokenResponse`, `idToken` and `userInfo`, or `samlResponse`. */
  readonly sources: Readonly<Record<string, ProviderClaims>>
}
