/**
 * Page tokens are encrypted and bound to the query that they continue, so a client cannot make one up, read one or use
 * it with another query (architecture: lists are paged by key, never by offset).
 */
export interface PageTokens {
  /** `query` identifies the list and all of its filters; `after` is the key of the last entry shown. */
  seal(query: readonly unknown[], after: unknown): string
  /** The key, or undefined if the token is not for this query. */
  open(query: readonly unknown[], token: string): unknown
}
