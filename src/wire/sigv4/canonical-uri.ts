const UNRESERVED = /^[A-Za-z0-9\-._~]$/
const ESCAPE = /^%[0-9A-Fa-f]{2}$/

/**
 * The path without empty, `.` and `..` segments, encoded again, so that escapes in it are encoded twice (IAM User
 * Guide, "Create a signed AWS API request", canonical URI of services other than S3).
 */
export function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(encode(Buffer.from(segment)))
  }
  const end = path.endsWith('/') && segments.length > 0 ? '/' : ''
  return `/${segments.join('/')}${end}`
}

/** The parameters sorted by encoded name, then by encoded value; undefined if an escape is invalid. */
export function canonicalQuery(query: string): string | undefined {
  if (query === '') return '' // the usual case
  const parameters: Array<readonly [name: string, value: string]> = []
  for (const piece of query.split('&')) {
    if (piece === '') continue
    const [name, value] = splitParameter(piece).map(normalizeEscapes)
    if (name === undefined || value === undefined) return undefined
    parameters.push([name, value])
  }
  return parameters
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** Whether the query has a parameter with this name, however it is escaped. */
export function hasQueryParameter(query: string, name: string): boolean {
  if (query === '') return false
  return query.split('&').some((piece) => normalizeEscapes(splitParameter(piece)[0]) === name)
}

function splitParameter(piece: string): [name: string, value: string] {
  const equals = piece.indexOf('=')
  return equals < 0 ? [piece, ''] : [piece.slice(0, equals), piece.slice(equals + 1)]
}

/** Decodes and encodes again, so that only the necessary characters are escaped, in upper case. */
function normalizeEscapes(text: string): string | undefined {
  const bytes: Buffer[] = []
  for (const part of text.split(/(%.{0,2})/s)) {
    if (!part.startsWith('%')) bytes.push(Buffer.from(part))
    else if (ESCAPE.test(part)) bytes.push(Buffer.from(part.slice(1), 'hex'))
    else return undefined
  }
  return encode(Buffer.concat(bytes))
}

function encode(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) {
    const character = String.fromCharCode(byte)
    text += UNRESERVED.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return text
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
