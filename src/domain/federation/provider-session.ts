import { hash } from 'node:crypto'

/** How a SAML provider names a user (SAML Core, section 2.2.2). It must come back exactly so. */
export interface SamlNameId {
  readonly value: string
  readonly format?: string | undefined
  readonly nameQualifier?: string | undefined
  readonly spNameQualifier?: string | undefined
}

/** The session at a SAML provider that the session of a browser came from. */
export interface ProviderSession {
  /** The name of the provider. */
  readonly provider: string
  readonly nameId: SamlNameId
  /** What the provider calls its session. */
  readonly sessionIndex?: string | undefined
}

/** What the sessions of one user at one provider are found by. */
export function providerSubject(provider: string, nameId: string): string {
  return hash('sha256', JSON.stringify([provider, nameId]), 'base64')
}
