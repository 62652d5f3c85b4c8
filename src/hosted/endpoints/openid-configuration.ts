/**
 * The metadata of a pool as OpenID provider (OpenID Connect Discovery 1.0, section 3). AWS: members by name; those of
 * the user pool domain are absent without one.
 * @param domainUrl where the pool's own domain is reached
 */
export function openidConfiguration(issuer: string, domainUrl?: string) {
  const at = (path: string) => (domainUrl === undefined ? undefined : domainUrl + path)
  return {
    authorization_endpoint: at('/oauth2/authorize'),
    end_session_endpoint: at('/logout'),
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: at('/oauth2/revoke'),
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: at('/oauth2/token'),
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: at('/oauth2/userInfo'),
  }
}
