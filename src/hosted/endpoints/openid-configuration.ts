/** The addresses of a pool's OAuth 2.0 and OpenID Connect endpoints. */
interface Endpoints {
  readonly authorize: string
  readonly logout: string
  readonly revoke: string
  readonly token: string
  readonly userInfo: string
}

/**
 * The metadata of a pool as an OpenID provider (OpenID Connect Discovery 1.0, section 3). AWS: members are sorted by
 * name; a pool without a domain names endpoints below its issuer, although nothing answers there.
 * @param domainUrl the address of the pool's own domain
 * @param registers whether clients can register themselves there
 */
export function openidConfiguration(issuer: string, domainUrl?: string, registers = false) {
  const at = domainUrl === undefined ? belowIssuer(issuer) : onDomain(domainUrl)
  return {
    authorization_endpoint: at.authorize,
    end_session_endpoint: at.logout,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    ...(registers && domainUrl !== undefined && { registration_endpoint: `${domainUrl}/oauth2/register` }),
    response_types_supported: ['code', 'token'],
    revocation_endpoint: at.revoke,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: at.token,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: at.userInfo,
  }
}

function belowIssuer(issuer: string): Endpoints {
  return {
    authorize: `${issuer}/authorize`,
    logout: `${issuer}/logout`,
    revoke: `${issuer}/revoke`,
    token: `${issuer}/token`,
    userInfo: `${issuer}/userInfo`,
  }
}

function onDomain(url: string): Endpoints {
  return {
    authorize: `${url}/oauth2/authorize`,
    logout: `${url}/logout`,
    revoke: `${url}/oauth2/revoke`,
    token: `${url}/oauth2/token`,
    userInfo: `${url}/oauth2/userInfo`,
  }
}
