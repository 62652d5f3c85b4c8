import { mustBeSigned, signatureMismatch } from './signature-errors.ts'
import type { HeadersByName } from './signed-request.ts'

const MOST_SIGNED_HEADERS = 64
const LONGEST_SIGNED_HEADERS = 32_768

/**
 * `x-amz-` headers that may be unsigned: the payload hash is compared with the body anyway, and a content delivery
 * network in front adds its request id after signing.
 */
const MAY_STAY_UNSIGNED: ReadonlySet<string> = new Set(['x-amz-content-sha256', 'x-amz-cf-id'])

/** Splits the list, and checks that it contains `host` and every `x-amz-` header of the request. */
export function parseSignedHeaders(list: string, headers: HeadersByName): readonly string[] {
  const signed = new Set(list.toLowerCase().split(';'))
  if (!signed.has('host') && !signed.has(':authority')) throw mustBeSigned("'Host' or ':authority'")
  let first: string | undefined
  for (const name of headers.keys()) {
    if (!name.startsWith('x-amz-') || signed.has(name) || MAY_STAY_UNSIGNED.has(name)) continue
    if (first === undefined || name < first) first = name
  }
  if (first !== undefined) throw mustBeSigned(`'${first}'`)
  return list.split(';')
}

/**
 * The canonical list is in lower case, sorted, without repeats, and names only headers in the request. A list that
 * differs cannot have been signed properly.
 */
export function assertCanonicalList(names: readonly string[], headers: HeadersByName): void {
  if (names.length > MOST_SIGNED_HEADERS) throw signatureMismatch()
  let length = 0
  let previous = ''
  for (const name of names) {
    const values = headers.get(name)
    if (values === undefined || name <= previous) throw signatureMismatch()
    for (const value of values) length += value.length
    previous = name
  }
  if (length > LONGEST_SIGNED_HEADERS) throw signatureMismatch()
}
