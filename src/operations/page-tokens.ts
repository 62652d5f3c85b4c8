/**
 * Page tokens are sealed and bound to the query that they continue, so that a client cannot make one up, read one or use
 * it with another query (architecture: lists page by key, never by offset).
 */
export interface PageTokens {
  /** `query` names the list and all that narrows it; `after` is the key of the last entry shown. */
  seal(query: readonly unknown[], after: unknown): string
  /** The key, or undefined where the token is not one for this query. */
  open(query: readonly unknown[], token: string): unknown
}
