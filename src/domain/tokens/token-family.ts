import type { Instant } from '../../kernel/clock.ts'
import type { TokenSession } from '../sessions/token-session.ts'
import type { RefreshRotation } from './refresh-rotation.ts'

/** What a sign-in was granted; all tokens of its family carry it. */
export interface Grant {
  /** Separated by spaces. */
  readonly scope: string
  /** AWS: access tokens of the OAuth endpoints have a `version`, those of the API have none. */
  readonly version?: 2 | undefined
  readonly acr?: string | undefined
  readonly amr?: readonly string[] | undefined
}

/** AWS: the scope that token-authorized operations of the API ask for. */
export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin'

export const API_GRANT: Grant = { scope: ADMIN_SCOPE }

/** The tokens that come from one sign-in, however often they are refreshed. */
export interface TokenFamily {
  /** The `origin_jti` of its tokens, save of those that {@link RefreshRotation.generation} is for. */
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
  /** When the refresh tokens end, whether rotated or not. */
  readonly expiresAt: Instant
  /** Since when its refresh tokens, and the access tokens that name it as their origin, are worth nothing. */
  readonly revokedAt?: Instant | undefined
  /** Since when all of its access tokens are worth nothing. It is revoked then, too. */
  readonly signedOutAt?: Instant | undefined
  readonly rotation: RefreshRotation
  /** Present while the pool tracks sessions and the family is not revoked. */
  readonly session?: TokenSession | undefined
}
