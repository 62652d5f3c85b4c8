import { hash } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'

/** AWS: within this time a code must be redeemed. */
export const CODE_LIFETIME = 5 * MINUTE

/** What a code stands for: the sign-in, and what the authorization request asked for. */
export interface CodeGrant {
  /** The redirect URI that the code was sent to. */
  readonly redirectUri: string
  /** Separated by spaces. */
  readonly scope: string
  readonly nonce?: string | undefined
  /** RFC 7636, method S256. */
  readonly codeChallenge?: string | undefined
  /** RFC 8707: the audience of the access tokens. */
  readonly resource?: string | undefined
  readonly authTime: Instant
  /** At the sign-in; null for users without a password. With another password, the code is void. */
  readonly passwordRevision?: string | null | undefined
  /** Of the device that the browser is. */
  readonly deviceKey?: string | undefined
  readonly acr?: string | undefined
  readonly amr?: readonly string[] | undefined
  /** An identity provider says so: here, nothing was proven. */
  readonly byProvider?: true | undefined
  /** The id of the SSO session of the browser, if it is tracked. */
  readonly ssoId?: string | undefined
  /** The id of the request that issued the code. */
  readonly eventId: string
  /** Of the grant that its tokens carry. */
  readonly namesNoEvent?: true | undefined
}

/** An authorization code (RFC 6749, section 1.3.1). The code itself is not stored. */
export interface AuthorizationCode {
  readonly digest: string
  readonly userPoolId: string
  readonly clientId: string
  readonly sub: string
  readonly grant: CodeGrant
  readonly expiresAt: Instant
  /** Present once the code was redeemed, or spent by a request that failed. */
  readonly consumedAt?: Instant | undefined
  /** The tokens that it was redeemed for. */
  readonly familyId?: string | undefined
}

/** When the code was issued. */
export function issuedAt({ expiresAt }: Pick<AuthorizationCode, 'expiresAt'>): Instant {
  return expiresAt - CODE_LIFETIME
}

/** AWS: a code is a UUID. */
export function newAuthorizationCode(entropy: Entropy): string {
  return entropy.uuid()
}

/** The form in which codes are stored. A plain digest is enough because codes cannot be guessed. */
export function authorizationCodeDigest(code: string): string {
  return hash('sha256', code, 'base64')
}
