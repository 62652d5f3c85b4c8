import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'

/** For whom the passkeys of a pool are made (WebAuthn Level 3, section 4, "Relying Party"). */
export interface RelyingParty {
  /** A domain name. Only pages of it and of its subdomains can use the passkeys. */
  readonly id: string
  /** Whether authenticators must check who the user is, by PIN or body, or need not. */
  readonly userVerification: 'preferred' | 'required'
}

/** Undefined where the settings name none; `passkeySettings` adds the one that a pool has by its domain. */
export function relyingPartyOf({
  webAuthnConfiguration,
}: Pick<UserPoolSettings, 'webAuthnConfiguration'>): RelyingParty | undefined {
  const { relyingPartyId, userVerification = 'preferred' } = webAuthnConfiguration ?? {}
  return relyingPartyId === undefined ? undefined : { id: relyingPartyId, userVerification }
}

export function arePasskeysEnabled({ policies }: Pick<UserPoolSettings, 'policies'>): boolean {
  return policies.signInPolicy.allowedFirstAuthFactors.includes('WEB_AUTHN')
}
