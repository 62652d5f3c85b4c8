/** A bound that the service checks after the model's own, with the name of an internal member. */
export interface BackEndMinimum {
  readonly member: string
  readonly min: number
  readonly path: string
  /** AWS: a request without the member fails as one with 0. */
  readonly needed?: true
  /** The caller sees the back end's message unchanged, including its internal names. */
  readonly leaks?: true
}

/** Recorded on the group lists with `Limit` 0, which the model allows. */
export const LIMIT: BackEndMinimum = { member: 'Limit', min: 1, path: 'maxResults' }
/** Reported of ListResourceServers, whose model says that the member is optional. */
export const NEEDED_MAX_RESULTS: BackEndMinimum = {
  member: 'MaxResults',
  min: 1,
  path: 'maxResults',
  needed: true,
}
export const LEAKED_LIMIT: BackEndMinimum = { ...LIMIT, leaks: true }
