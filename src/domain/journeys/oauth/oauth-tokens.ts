/** What the token endpoint answers with (RFC 6749, section 5.1). */
export interface OAuthTokens {
  readonly idToken?: string | undefined
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** In seconds. */
  readonly expiresIn: number
}
