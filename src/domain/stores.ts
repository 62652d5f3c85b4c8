import type { AuditEventStore } from './audit/audit-event-store.ts'
import type { ClientStore } from './clients/client-store.ts'
import type { PrincipalStore } from './iam/principal-store.ts'
import type { UserPoolStore } from './user-pools/user-pool-store.ts'

/** The inward port: everything that the domain keeps. Each store is bound to one transaction, or to none. */
export interface Stores {
  readonly auditEvents: AuditEventStore
  readonly clients: ClientStore
  readonly principals: PrincipalStore
  readonly userPools: UserPoolStore
}

export interface Storage {
  /** Each call on these stores stands alone and sees what is committed. */
  readonly stores: Stores
  /** All of the work or none of it; may run it again after a conflict, so the work must have no other effect. */
  transaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>
}
