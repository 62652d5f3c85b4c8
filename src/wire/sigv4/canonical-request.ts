import { hash } from 'node:crypto'
import { canonicalPath, canonicalQuery } from './canonical-uri.ts'
import { signatureMismatch } from './signature-errors.ts'
import { type HeadersByName, headerValue, type SignedRequest } from './signed-request.ts'

/**
 * The canonical request (IAM User Guide, "Create a signed AWS API request", step 1).
 * `signedHeaders`: in canonical order, all of them present.
 */
export function canonicalRequest(
  request: SignedRequest,
  headers: HeadersByName,
  signedHeaders: readonly string[],
): string {
  const query = canonicalQuery(request.query)
  if (query === undefined) throw signatureMismatch()
  return [
    request.method,
    canonicalPath(request.path),
    query,
    ...signedHeaders.map((name) => `${name}:${canonicalValue(headers.get(name) ?? [])}`),
    '',
    signedHeaders.join(';'),
    payloadHash(request.body, headers),
  ].join('\n')
}

/** Trims the values, replaces runs of spaces by one, and joins repeated headers with commas. */
function canonicalValue(values: readonly string[]): string {
  return values.map((value) => (UNEVEN_BLANKS.test(value) ? evened(value) : value)).join(',')
}

const UNEVEN_BLANKS = /^ | $| {2}|[\t\r\n]/

function evened(value: string): string {
  return value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')
}

/** The body is always hashed: `UNSIGNED-PAYLOAD` and the streaming forms only exist for S3. */
function payloadHash(body: Uint8Array, headers: HeadersByName): string {
  const actual = hash('sha256', body, 'hex')
  const declared = headerValue(headers, 'x-amz-content-sha256')
  if (declared !== undefined && declared !== actual) throw signatureMismatch()
  return actual
}
