import type { Instant } from '../../kernel/clock.ts'
import type { ProviderSession } from './provider-session.ts'

/** By the names of the provider. */
export type ProviderClaims = Readonly<Record<string, unknown>>

/** A message of a SAML provider: what makes it the only one of its kind. */
export interface IssuedMessage {
  readonly id: string
  readonly issuedAt: Instant
}

/** The part of a SAML assertion that is about the assertion itself. */
export interface SamlAssertion extends IssuedMessage, Omit<ProviderSession, 'provider'> {}

/** What a provider says of a user who has signed in there. */
export interface ProviderAnswer {
  /** From all sources. AWS: those of an ID token win over those of userInfo. */
  readonly claims: ProviderClaims
  /** Where the claims come from a SAML assertion: its NameID names the user. For other providers a claim does. */
  readonly assertion?: SamlAssertion | undefined
  /** The same by source, as functions see it: `tokenResponse`, `idToken` and `userInfo`, or `samlResponse`. */
  readonly sources: Readonly<Record<string, ProviderClaims>>
}
