import type { UserPool } from '../user-pools/user-pool.ts'

/** For whom the passkeys of a pool are made (WebAuthn Level 3, section 4, "Relying Party"). */
export interface RelyingParty {
  /** A domain name. Only pages of it and of its subdomains can use the passkeys. */
  readonly id: string
  /** Whether authenticators must check who the user is, by PIN or body, or need not. */
  readonly userVerification: 'preferred' | 'required'
}

/** Undefined where the pool names none. */
export function relyingPartyOf({ settings }: Pick<UserPool, 'settings'>): RelyingParty | undefined {
  const { relyingPartyId, userVerification = 'preferred' } = settings.webAuthnConfiguration ?? {}
  // AWS: without an ID it is the pool's custom domain, else its prefix domain. When pools have domains, they go here.
  return relyingPartyId === undefined ? undefined : { id: relyingPartyId, userVerification }
}

export function arePasskeysEnabled({ settings }: Pick<UserPool, 'settings'>): boolean {
  return settings.policies.signInPolicy.allowedFirstAuthFactors.includes('WEB_AUTHN')
}
