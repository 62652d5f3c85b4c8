import type { Storage } from '../domain/stores.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Operation } from '../operations/operation.ts'
import type { OperationStorage } from '../operations/operation-context.ts'
import { type AuditedCall, auditEvent } from './audit-record.ts'
import { isReadOnly } from './aws-json.ts'

/** The storage of one call: whatever it changes and the record that it did are committed together. */
export function auditedStorage(
  storage: Storage,
  entropy: Entropy,
  operation: Operation,
  call: AuditedCall,
): OperationStorage {
  return {
    stores: storage.stores,
    bookkeeping: (work, refusal) =>
      storage.transaction(async (stores) => {
        const result = await work(stores)
        if (refusal) await stores.auditEvents.append(auditEvent(entropy.uuid(), call, { error: refusal }))
        return result
      }),
    transaction: (work) =>
      storage.transaction(async (stores) => {
        const result = await work(stores)
        if (!isReadOnly(operation.name)) {
          const answer = operation.auditsAnswer ? result : undefined
          await stores.auditEvents.append(auditEvent(entropy.uuid(), call, { answer }))
        }
        return result
      }),
  }
}
