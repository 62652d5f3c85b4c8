/** What the signature covers, as received. */
export interface SignedRequest {
  method: string
  /** Raw and undecoded, without the query. */
  path: string
  /** Raw, without the question mark. */
  query: string
  /** In the order of arrival; names in lower case, repeats allowed. */
  headers: ReadonlyArray<readonly [name: string, value: string]>
  body: Uint8Array
}

export type HeadersByName = ReadonlyMap<string, readonly string[]>

export function headersByName(headers: SignedRequest['headers']): HeadersByName {
  const byName = new Map<string, string[]>()
  for (const [name, value] of headers) {
    const values = byName.get(name)
    if (values === undefined) byName.set(name, [value])
    else values.push(value)
  }
  return byName
}

/** The value of a header; repeats are joined with a comma (RFC 9110 section 5.3). */
export function headerValue(headers: HeadersByName, name: string): string | undefined {
  return headers.get(name)?.join(',')
}
