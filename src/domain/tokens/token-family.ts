import type { Instant } from '../../kernel/clock.ts'
import type { TokenSession } from '../sessions/token-session.ts'
import type { RefreshRotation } from './refresh-rotation.ts'

/** What a sign-in was granted; all tokens of its family carry it. */
export interface Grant {
  /** Separated by spaces. */
  readonly scope: string
  /** AWS: access tokens from the OAuth endpoints have a `version`; those from the API have none. */
  readonly version?: 2 | undefined
  /** RFC 8707: the audience of the access tokens. */
  readonly resource?: string | undefined
  readonly acr?: string | undefined
  readonly amr?: readonly string[] | undefined
  /** An identity provider says so: here, nothing was proven. */
  readonly byProvider?: true | undefined
  /** AWS: for sign-ins through an identity provider, and for those that the session of a browser answers. */
  readonly namesNoEvent?: true | undefined
}

/** AWS: the scope that the API's token-authorized operations require. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin'

export const API_GRANT: Grant = { scope: ADMIN_SCOPE }

/** The scope of requests that identify a user (OpenID Connect Core, section 3.1.2.1). */
export const OPENID_SCOPE = 'openid'

/** Whether its tokens come from the OAuth endpoints. */
export function isOAuthGrant({ version }: Grant): boolean {
  return version === 2
}

export function hasScope({ scope }: Pick<Grant, 'scope'>, name: string): boolean {
  return scope.split(' ').includes(name)
}

/** The tokens that come from one sign-in, including all refreshed ones. */
export interface TokenFamily {
  /** The `origin_jti` of its tokens, except those that carry {@link RefreshRotation.generation}. */
  readonly id: string
  readonly userPoolId: string
  readonly clientId: string
  readonly sub: string
  /** The request that signed the user in. */
  readonly eventId: string
  readonly authTime: Instant
  readonly grant: Grant
  readonly deviceKey?: string | undefined
  readonly createdAt: Instant
  /** When the refresh tokens end, rotated or not. */
  readonly expiresAt: Instant
  /** From then on its refresh tokens, and the access tokens that name it as their origin, are invalid. */
  readonly revokedAt?: Instant | undefined
  /** From then on all of its access tokens are invalid. The family is then revoked, too. */
  readonly signedOutAt?: Instant | undefined
  readonly rotation: RefreshRotation
  /** Present if the pool tracks sessions and the family is not revoked. */
  readonly session?: TokenSession | undefined
}
