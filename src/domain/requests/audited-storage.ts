import type { ServiceError } from '../../contract/service-error.ts'
import { unlessReadOnly } from '../../kernel/outage.ts'
import type { Storage, Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import type { Outcome, RequestAudit } from './request-audit.ts'
import type { RequestStorage } from './request-context.ts'

export interface AuditedStorage extends RequestStorage {
  /** Records the error that the request ends with, unless it is recorded already or the trail omits it. */
  recordRefusal(error: ServiceError): Promise<void>
}

/**
 * The storage of one request: what it changes and the record of it are committed together.
 * @param audit undefined for requests that the trail omits
 */
export function auditedStorage(storage: Storage, audit: RequestAudit | undefined): AuditedStorage {
  let onRecord = false

  async function append(stores: Stores, outcome: Outcome, user?: UserKey): Promise<void> {
    if (audit) await stores.auditEvents.append(await audit.record(stores, outcome, user))
  }

  return {
    stores: storage.stores,
    async bookkeeping(work, refusal, user) {
      const result = await storage.transaction(async (stores) => {
        const done = await work(stores)
        if (refusal) await append(stores, { error: refusal }, user)
        return done
      })
      if (refusal) onRecord = true
      return result
    },
    async transaction(work, user) {
      const result = await storage.transaction(async (stores) => {
        const done = await work(stores)
        if (audit?.recordsChanges) await append(stores, { answer: done }, user)
        return done
      })
      onRecord = true
      return result
    },
    async recordRefusal(error) {
      if (onRecord || !audit?.recordsRefusal(error)) return
      // A replica that takes no changes has no trail either.
      await append(storage.stores, { error }).catch(unlessReadOnly)
    },
  }
}
