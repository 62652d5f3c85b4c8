import type { Instant } from '../../kernel/clock.ts'

/** What is used of a SAML provider's metadata (OASIS, Metadata for SAML 2.0, section 2.4.3). */
export interface SamlMetadata {
  readonly entityId: string
  /** Where requests go by the HTTP-Redirect binding. */
  readonly singleSignOnUrl: string
  readonly singleLogoutUrl?: string | undefined
  /** Where answers to requests of the provider go, if that is another address. */
  readonly singleLogoutResponseUrl?: string | undefined
  /** X.509 certificates of the keys that sign, as DER in base64 without white space. */
  readonly signingCertificates: readonly string[]
  /** `validUntil` of the document. */
  readonly validUntil?: Instant | undefined
}

/** One of the two, as in ProviderDetails. */
export type MetadataSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'document'; readonly text: string }
