import type { ServiceError } from '../contract/service-error.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import type { Storage, Stores } from '../domain/stores.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Operation } from '../operations/operation.ts'
import type { OperationStorage } from '../operations/operation-context.ts'
import { type AuditedCall, auditEvent, isRefusalOnRecord, type Outcome } from './audit-record.ts'
import type { PlaceCall } from './audited-pool.ts'

export interface AuditedStorage extends OperationStorage {
  /** Puts the error that the call ends with on record, unless that was done or the trail does not show it. */
  recordRefusal(error: ServiceError): Promise<void>
}

/** The storage of one call: whatever it changes and the record that it did are committed together. */
export function auditedStorage(
  storage: Storage,
  entropy: Entropy,
  operation: Operation,
  call: AuditedCall,
  place: PlaceCall,
): AuditedStorage {
  let onRecord = false

  async function append(stores: Stores, outcome: Outcome, sub?: string): Promise<void> {
    const placed = await place(stores, call)
    await stores.auditEvents.append(auditEvent(entropy.uuid(), placed, outcome, sub))
  }

  return {
    stores: storage.stores,
    async bookkeeping(work, refusal, sub) {
      const result = await storage.transaction(async (stores) => {
        const done = await work(stores)
        if (refusal) await append(stores, { error: refusal }, sub)
        return done
      })
      if (refusal) onRecord = true
      return result
    },
    async transaction(work, sub) {
      const result = await storage.transaction(async (stores) => {
        const done = await work(stores)
        if (!OPERATION_TRAITS[operation.name].readOnly) {
          await append(stores, { answer: operation.auditsAnswer ? done : undefined }, sub)
        }
        return done
      })
      onRecord = true
      return result
    },
    async recordRefusal(error) {
      if (!onRecord && isRefusalOnRecord(call, error)) await append(storage.stores, { error })
    },
  }
}
