/**
 * The answer to a request, as plain data: objects of the Fetch API would take longer than the rest of most requests
 * (docs/adr/0004-bare-http-for-the-api.md).
 */
export interface Answer {
  readonly status: number
  /** By name in lower case. */
  readonly headers: Map<string, string>
  /** Values of `Set-Cookie`. */
  readonly cookies: readonly string[]
  readonly body: string | Uint8Array
}
