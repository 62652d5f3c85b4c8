import type { ServiceError } from '../../contract/service-error.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'

/** How a request ended: with an error, or with an answer (undefined if the trail omits it). */
export type Outcome = { readonly error: ServiceError } | { readonly answer: unknown }

/** How a request appears in the audit trail. Each protocol writes the records of its own requests. */
export interface RequestAudit {
  /** Whether the request's changes leave a record. */
  readonly recordsChanges: boolean
  /** Whether to record that the request ended with this error. */
  recordsRefusal(error: ServiceError): boolean
  /**
   * @param outcome its `answer` is what the transaction returned
   * @param user whom the request turned out to concern
   */
  record(stores: Stores, outcome: Outcome, user?: UserKey): Promise<AuditEvent>
}
