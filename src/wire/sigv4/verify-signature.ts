import { hash } from 'node:crypto'
import type { Instant } from '../../kernel/clock.ts'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import { parseAuthorization } from './authorization-header.ts'
import { canonicalRequest } from './canonical-request.ts'
import { hasQueryParameter } from './canonical-uri.ts'
import { assertScope, formatScope, parseCredential } from './credential-scope.ts'
import {
  authorizedTwice,
  expiredToken,
  missingAuthenticationToken,
  signatureMismatch,
  unrecognizedClient,
  unsupportedAlgorithm,
} from './signature-errors.ts'
import { assertCanonicalList, parseSignedHeaders } from './signed-headers.ts'
import { headersByName, headerValue, type SignedRequest } from './signed-request.ts'
import { assertFresh, formatBasicDate, isDated, signingDate } from './signing-date.ts'
import { type SigningKeyOf, sign } from './signing-key.ts'

export interface AccessKey {
  secretAccessKey: string
  /** For temporary credentials; the request must send the same token. */
  sessionToken?: string | undefined
  expiresAt?: Instant | undefined
  active: boolean
}

export interface SignatureContext<Key extends AccessKey> {
  now: Instant
  service: 'cognito-idp'
  /** If undefined, all region names are served. */
  regions: ReadonlySet<string> | undefined
  findAccessKey(id: string): Promise<Key | undefined>
  signingKeyOf: SigningKeyOf
}

export interface Signatory<Key extends AccessKey> {
  accessKeyId: string
  region: string
  key: Key
}

const ALGORITHM = 'AWS4-HMAC-SHA256'
const ACCESS_KEY_ID = /^[\x21-\x7e]{1,128}$/

/**
 * Returns the caller who signed the request with AWS Signature Version 4 in its `Authorization` header. The order of
 * the checks is AWS's, and determines which error is reported.
 * @throws MissingAuthenticationToken-, IncompleteSignature-, InvalidSignature-, UnrecognizedClient- or
 * ExpiredTokenException
 */
export async function verifySignature<Key extends AccessKey>(
  request: SignedRequest,
  context: SignatureContext<Key>,
): Promise<Signatory<Key>> {
  const headers = headersByName(request.headers)
  const header = headerValue(headers, 'authorization')
  if (header === undefined || header.trim() === '') throw missingAuthenticationToken()
  if (hasQueryParameter(request.query, 'X-Amz-Algorithm')) throw authorizedTwice()
  const authorization = parseAuthorization(header, isDated(headers))

  const signedAt = signingDate(headers)
  const timestamp = formatBasicDate(signedAt)
  assertFresh(signedAt, context.now)

  const signedHeaders = parseSignedHeaders(authorization.signedHeaders, headers)
  if (authorization.algorithm !== ALGORITHM) throw unsupportedAlgorithm(authorization.algorithm)
  const credential = parseCredential(authorization.credential)
  const { regions, service } = context
  assertScope(credential, { regions, service, signedOn: timestamp.slice(0, 8) })

  const { accessKeyId, region } = credential
  const key = ACCESS_KEY_ID.test(accessKeyId) ? await context.findAccessKey(accessKeyId) : undefined
  if (key === undefined || !key.active) throw unrecognizedClient()
  assertSessionToken(key, headerValue(headers, 'x-amz-security-token'))
  if (key.expiresAt !== undefined && context.now >= key.expiresAt) throw expiredToken()

  assertCanonicalList(signedHeaders, headers)
  const requestHash = hash('sha256', canonicalRequest(request, headers, signedHeaders), 'hex')
  const stringToSign = [ALGORITHM, timestamp, formatScope(credential), requestHash].join('\n')
  const expected = sign(context.signingKeyOf(key.secretAccessKey, credential), stringToSign)
  const signature = Buffer.from(authorization.signature)
  if (!equalInConstantTime(signature, Buffer.from(expected))) throw signatureMismatch()
  return { accessKeyId, region, key }
}

/** Temporary credentials need their token; permanent ones must not send any. */
function assertSessionToken(key: AccessKey, sent: string | undefined): void {
  if (key.sessionToken === undefined && sent === undefined) return
  if (key.sessionToken === undefined || sent === undefined) throw unrecognizedClient()
  if (!equalInConstantTime(key.sessionToken, sent)) throw unrecognizedClient()
}
