import type { ServiceError } from '../../contract/service-error.ts'
import type { AuditEvent } from '../audit/audit-event.ts'
import type { Stores } from '../stores.ts'

/** How a request ended: with an error, or with an answer (undefined where the trail does not show it). */
export type Outcome = { readonly error: ServiceError } | { readonly answer: unknown }

/** How a request shows in the audit trail. Each entrance writes the records of its own requests. */
export interface RequestAudit {
  /** Whether what the request changes leaves a record. */
  readonly recordsChanges: boolean
  /** Whether the trail shows that the request ended with this error. */
  recordsRefusal(error: ServiceError): boolean
  /**
   * @param outcome its `answer` is what the work of the transaction returned
   * @param sub the user whom the request turned out to be about
   */
  record(stores: Stores, outcome: Outcome, sub?: string): Promise<AuditEvent>
}
