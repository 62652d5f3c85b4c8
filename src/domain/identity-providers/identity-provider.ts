import type { Instant } from '../../kernel/clock.ts'
import type { SamlMetadata } from './saml-metadata.ts'

export type ProviderType = 'Facebook' | 'Google' | 'LoginWithAmazon' | 'OIDC' | 'SAML' | 'SignInWithApple'

/** By the keys of the API, such as `client_id`. */
export type ProviderDetails = Readonly<Record<string, string>>

/** An identity provider of a pool: where users may sign in instead of with a password of the pool. */
export interface IdentityProvider {
  readonly userPoolId: string
  readonly name: string
  readonly type: ProviderType
  /** What the owner gave, secrets included. What follows from it is not stored (`describedDetails`). */
  readonly details: ProviderDetails
  /** From the names of attributes in the pool to those of claims; `username` names the claim with the subject. */
  readonly attributeMapping: Readonly<Record<string, string>>
  /** Other names that a client may ask for the provider by, such as the domain of e-mail addresses. */
  readonly idpIdentifiers: readonly string[]
  /** From `Level1` … `Level4` to the ACR values of an OIDC provider. */
  readonly acrMapping?: Readonly<Record<string, string>> | undefined
  /** Of SAML providers only. */
  readonly saml?: SamlProvider | undefined
  readonly createdAt: Instant
  readonly modifiedAt: Instant
}

export interface SamlProvider {
  readonly metadata: SamlMetadata
  /** When the metadata was read. */
  readonly readAt: Instant
  /** Opens assertions that the provider encrypted. */
  readonly encryption: CertifiedKey
}

/** A private key, and the certificate that shows its public key to others. */
export interface CertifiedKey {
  /** PEM, PKCS #8. */
  readonly privateKey: string
  /** X.509 as DER in base64, without line breaks. */
  readonly certificate: string
}

/** In the members `ProviderName` that name a user, this stands for the pool itself. */
export const NATIVE_PROVIDER = 'Cognito'

/** AWS: the provider's own identifier of a user, under whatever name the provider keeps it. */
export const SUBJECT = 'Cognito_Subject'

/** AWS: quotas, "Identity providers per user pool". */
export const MAX_PROVIDERS_PER_POOL = 300

export function isSocial(type: ProviderType): boolean {
  return type !== 'OIDC' && type !== 'SAML'
}
