import { createHash } from 'node:crypto'
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

/** Without blanks at the ends, runs of blanks folded into one; the values of a repeated header with commas. */
function canonicalValue(values: readonly string[]): string {
  return values.map((value) => value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')).join(',')
}

/** The body always counts: `UNSIGNED-PAYLOAD` and the streaming forms are S3's alone. */
function payloadHash(body: Uint8Array, headers: HeadersByName): string {
  const hash = createHash('sha256').update(body).digest('hex')
  const declared = headerValue(headers, 'x-amz-content-sha256')
  if (declared !== undefined && declared !== hash) throw signatureMismatch()
  return hash
}
