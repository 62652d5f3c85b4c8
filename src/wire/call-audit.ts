import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { userPoolIdIn } from '../domain/iam/resource-arn.ts'
import type { RecordedUser, RequestAudit } from '../domain/requests/request-audit.ts'
import type { Stores } from '../domain/stores.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Operation } from '../operations/operation.ts'
import { type AuditedCall, auditEvent, isRefusalOnRecord } from './audit-record.ts'

/** How calls of the API appear in the audit trail. */
export function callAudit(entropy: Entropy, operation: Operation, call: AuditedCall): RequestAudit {
  return {
    recordsChanges: !OPERATION_TRAITS[operation.name].readOnly,
    recordsRefusal: (error) => isRefusalOnRecord(call, error),
    async record(stores, outcome, user) {
      const placed = await placedCall(stores, call, user)
      const shown = 'answer' in outcome && !operation.auditsAnswer ? { answer: undefined } : outcome
      return auditEvent(entropy.uuid(), placed, shown, user?.sub)
    },
  }
}

/** The call with the pool that it concerned, and with that pool's region unless a signature names another. */
async function placedCall(
  stores: Pick<Stores, 'poolClients' | 'userPools'>,
  call: AuditedCall,
  user: RecordedUser | undefined,
): Promise<AuditedCall> {
  if (call.userPoolId !== undefined) return call
  const pool = await concernedPool(stores, call, user)
  if (!pool) return call
  const { id, region } = pool
  return { ...call, userPoolId: id, region: call.signatory ? call.region : region }
}

/** The pool of the client that the call names; or else, as for a session alone, that of the user. */
async function concernedPool(
  { poolClients, userPools }: Pick<Stores, 'poolClients' | 'userPools'>,
  { input }: AuditedCall,
  user: RecordedUser | undefined,
): Promise<UserPool | undefined> {
  const { ClientId } = input as { readonly ClientId?: unknown }
  if (typeof ClientId === 'string') return (await poolClients.find(ClientId))?.pool
  return user && userPools.find(user.userPoolId)
}

/** The pool that an input names by its id or ARN. */
export function namedUserPool(input: unknown): string | undefined {
  const { UserPoolId, ResourceArn } = input as { readonly UserPoolId?: string; readonly ResourceArn?: string }
  return UserPoolId ?? (ResourceArn === undefined ? undefined : userPoolIdIn(ResourceArn))
}
