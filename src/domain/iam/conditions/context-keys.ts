/** The condition keys of a request. A Map whose keys are in lower case serves as well. */
export interface ContextKeys {
  /** `key` in lower case. Undefined: the request doesn't have the key. */
  get(key: string): string | readonly string[] | undefined
}
