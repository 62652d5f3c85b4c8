/** The part of a request's origin that a session keeps. */
export interface RequestOrigin {
  readonly ipAddress: string
  readonly userAgent: string
}
