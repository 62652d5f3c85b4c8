/** The error codes of RFC 6749 (section 5.2), RFC 6750, RFC 7009 and RFC 7591 that the endpoints answer with. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_grant'
  | 'invalid_redirect_uri'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_token'
  | 'server_error'
  | 'temporarily_unavailable'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_token_type'

/** The answer of an OAuth 2.0 endpoint that refuses a request. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode
  readonly description: string | undefined

  constructor(code: OAuthErrorCode, description?: string) {
    super(description ?? code)
    this.name = 'OAuthError'
    this.code = code
    this.description = description
  }
}
