/** What was measured of a promise, against what it allows. */
export interface Verdict {
  readonly promise: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
}
