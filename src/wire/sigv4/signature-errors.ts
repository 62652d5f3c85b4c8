import { createHash } from 'node:crypto'
import { ServiceError } from '../../contract/service-error.ts'

export function missingAuthenticationToken(): ServiceError {
  return new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token')
}

export function authorizedTwice(): ServiceError {
  return invalidSignature(
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  )
}

export function notKeyValuePairs(authorization: string): ServiceError {
  return incompleteSignature(
    'Invalid key=value pair (missing equal-sign) in Authorization header ' +
      `(hashed with SHA-256 and encoded with Base64): '${base64Digest(authorization)}'.`,
  )
}

/** @param lacks the sentences about what is missing, in order */
export function lacksParameters(lacks: readonly string[], authorization: string): ServiceError {
  const digest = base64Digest(authorization)
  return incompleteSignature(
    `${lacks.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${digest}`,
  )
}

export function notABasicDate(value: string): ServiceError {
  return incompleteSignature(
    `Date must be in ISO-8601 'basic format'. Got '${value}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  )
}

/** All three in the form YYYYMMDDTHHMMSSZ; `earliest` is the oldest valid date. */
export function signatureExpired(signed: string, earliest: string, now: string): ServiceError {
  return invalidSignature(`Signature expired: ${signed} is now earlier than ${earliest} (${now} - 5 min.)`)
}

/** All three in the form YYYYMMDDTHHMMSSZ; `latest` is the newest valid date. */
export function signatureNotYetCurrent(signed: string, latest: string, now: string): ServiceError {
  return invalidSignature(
    `Signature not yet current: ${signed} is still later than ${latest} (${now} + 5 min.)`,
  )
}

/** `header`: as AWS words it, quotes included. */
export function mustBeSigned(header: string): ServiceError {
  return invalidSignature(`${header} must be a 'SignedHeader' in the AWS Authorization.`)
}

export function unsupportedAlgorithm(algorithm: string): ServiceError {
  return incompleteSignature(`Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `)
}

/** AWS: returns the value to the caller. It may be a secret in the wrong place, so never log it. */
export function malformedCredential(credential: string): ServiceError {
  return incompleteSignature(
    'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, ' +
      `got '${credential}'`,
  )
}

/** @param faults the sentences about the scope. AWS: each is followed by a space, including the last. */
export function wrongScope(faults: readonly string[]): ServiceError {
  return invalidSignature(faults.map((fault) => `${fault} `).join(''))
}

export function unrecognizedClient(): ServiceError {
  return new ServiceError(
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  )
}

export function expiredToken(): ServiceError {
  return new ServiceError('ExpiredTokenException', 'The security token included in the request is expired')
}

export function signatureMismatch(): ServiceError {
  return invalidSignature(
    'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  )
}

function incompleteSignature(message: string): ServiceError {
  return new ServiceError('IncompleteSignatureException', message)
}

function invalidSignature(message: string): ServiceError {
  return new ServiceError('InvalidSignatureException', message)
}

/** The header itself is never returned: it may contain a token sent to the wrong place. */
function base64Digest(authorization: string): string {
  return createHash('sha256').update(authorization).digest('base64')
}
