import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { userPoolIdIn } from '../domain/iam/resource-arn.ts'
import { regionOfPool } from '../domain/requests/home-region.ts'
import type { RequestAudit } from '../domain/requests/request-audit.ts'
import type { Stores } from '../domain/stores.ts'
import type { UserKey } from '../domain/users/user.ts'
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
  stores: Pick<Stores, 'poolClients'>,
  call: AuditedCall,
  user: UserKey | undefined,
): Promise<AuditedCall> {
  if (call.userPoolId !== undefined) return call
  const userPoolId = user?.userPoolId ?? (await poolOfClient(stores, call))
  if (userPoolId === undefined) return call
  return { ...call, userPoolId, region: call.signatory ? call.region : regionOfPool(userPoolId) }
}

/** The pool of the client that the call names. */
async function poolOfClient(
  { poolClients }: Pick<Stores, 'poolClients'>,
  { input }: AuditedCall,
): Promise<string | undefined> {
  const { ClientId } = input as { readonly ClientId?: unknown }
  return typeof ClientId === 'string' ? (await poolClients.find(ClientId))?.pool.id : undefined
}

/** The pool that an input names by its id or ARN. */
export function namedUserPool(input: unknown): string | undefined {
  const { UserPoolId, ResourceArn } = input as { readonly UserPoolId?: string; readonly ResourceArn?: string }
  return UserPoolId ?? (ResourceArn === undefined ? undefined : userPoolIdIn(ResourceArn))
}
