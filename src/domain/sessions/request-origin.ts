/** Where a request came from, as far as a session remembers it. */
export interface RequestOrigin {
  readonly ipAddress: string
  readonly userAgent: string
}
