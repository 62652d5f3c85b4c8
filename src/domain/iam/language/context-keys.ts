/** The condition keys of a request. A Map with lower-case keys also fits. */
export interface ContextKeys {
  /** `key` is in lower case. Returns undefined if the request does not have the key. */
  get(key: string): string | readonly string[] | undefined
}
