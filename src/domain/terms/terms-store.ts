import type { Terms, TermsName } from './terms.ts'

export interface TermsStore {
  /** Returns false, and stores nothing, if the client has a document of that name. */
  insert(terms: Terms): Promise<boolean>
  find(userPoolId: string, id: string): Promise<Terms | undefined>
  /** Like {@link find}, and locks the document until this transaction ends. */
  lock(userPoolId: string, id: string): Promise<Terms | undefined>
  /** At most two, in the order of their names. */
  ofClient(clientId: string): Promise<readonly Terms[]>
  findOfClient(clientId: string, name: TermsName): Promise<Terms | undefined>
  /** Stores name, links and date. */
  save(terms: Terms): Promise<void>
  /** Returns whether it existed. */
  delete(userPoolId: string, id: string): Promise<boolean>
  countInPool(userPoolId: string): Promise<number>
  /** At most `limit`, in the order of their ids, starting after `after`. */
  list(userPoolId: string, limit: number, after?: string): Promise<readonly Terms[]>
}
