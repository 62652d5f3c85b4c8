/** AWS: the sentence of its framework. */
export const notPresent = (name: string) => `Required String parameter '${name}' is not present`
export const CLIENT_UNKNOWN = 'Client does not exist.'
export const NO_LOGIN_OPTION = 'Login option is not available. Please try another one'

/** AWS: for a browser that comes back from a provider to which it was not sent. */
export const INVALID_STATE = 'Invalid State'
export const NO_SAML_RESPONSE = 'No SAMLResponse/State/RelayState provided'
export const INVALID_SAML_RESPONSE = 'Invalid samlResponse or relayState from identity provider'
/** For a sign-in that a provider started and the client does not accept. */
export const INVALID_RELAY_STATE = 'Invalid relayState from identity provider'

/** Deviation: the service's own texts are not known (docs/deviations.md). */
export const INVALID_SAML_REQUEST = 'Invalid samlRequest from identity provider'
export const NOT_LOGGED_OUT = 'Error in SAML Identity Provider; the sign-out there has failed'

/** The sentences that the error page shows. It shows no others: an address can hold any text. */
export const PAGE_DESCRIPTIONS: readonly string[] = [
  CLIENT_UNKNOWN,
  NO_LOGIN_OPTION,
  INVALID_STATE,
  NO_SAML_RESPONSE,
  INVALID_SAML_RESPONSE,
  INVALID_RELAY_STATE,
  INVALID_SAML_REQUEST,
  NOT_LOGGED_OUT,
  ...['client_id', 'redirect_uri', 'response_type'].map(notPresent),
]

/** The error codes that the error page shows. */
export const PAGE_ERRORS: readonly string[] = [
  'invalid_request',
  'login_required',
  'redirect_mismatch',
  'server_error',
  'unauthorized_client',
]
