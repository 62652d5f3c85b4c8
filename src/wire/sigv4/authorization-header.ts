import { lacksParameters, notKeyValuePairs, signatureMismatch } from './signature-errors.ts'

export interface Authorization {
  algorithm: string
  credential: string
  /** As sent: names separated by semicolons. */
  signedHeaders: string
  signature: string
}

const LONGEST_HEADER = 8192

/**
 * Parses `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`. Parameters may come in any order, separated by
 * commas or spaces; unknown ones are ignored, and a repeated one counts as missing.
 * @param dated whether the request has a signing date; AWS reports a missing date in the same message
 */
export function parseAuthorization(header: string, dated: boolean): Authorization {
  if (header.length > LONGEST_HEADER) throw signatureMismatch()
  const [algorithm = '', ...pairs] = header.split(/[\s,]+/).filter((word) => word !== '')
  const parameters = new Map<string, string | undefined>()
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals < 0) throw notKeyValuePairs(header)
    const name = pair.slice(0, equals)
    const value = pair.slice(equals + 1)
    parameters.set(name, parameters.has(name) ? undefined : value)
  }

  const lacks: string[] = []
  const parameter = (name: string): string => {
    const value = parameters.get(name)
    if (value !== undefined) return value // an empty value passes here, as in AWS
    lacks.push(`Authorization header requires '${name}' parameter.`)
    return ''
  }
  const credential = parameter('Credential')
  const signature = parameter('Signature')
  const signedHeaders = parameter('SignedHeaders')
  if (!dated) {
    lacks.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
  }
  if (lacks.length > 0) throw lacksParameters(lacks, header)
  return { algorithm, credential, signedHeaders, signature }
}
