import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import { userPoolIdIn } from '../domain/iam/resource-arn.ts'
import type { RequestAudit } from '../domain/requests/request-audit.ts'
import type { Stores } from '../domain/stores.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Operation } from '../operations/operation.ts'
import { type AuditedCall, auditEvent, isRefusalOnRecord } from './audit-record.ts'

/** How calls of the API appear in the audit trail. */
export function callAudit(entropy: Entropy, operation: Operation, call: AuditedCall): RequestAudit {
  return {
    recordsChanges: !OPERATION_TRAITS[operation.name].readOnly,
    recordsRefusal: (error) => isRefusalOnRecord(call, error),
    async record(stores, outcome, sub) {
      const placed = await placedCall(stores, call)
      const shown = 'answer' in outcome && !operation.auditsAnswer ? { answer: undefined } : outcome
      return auditEvent(entropy.uuid(), placed, shown, sub)
    },
  }
}

/** The call with the pool that it concerned, and with that pool's region unless a signature names another. */
async function placedCall(stores: Pick<Stores, 'poolClients'>, call: AuditedCall): Promise<AuditedCall> {
  if (call.userPoolId !== undefined) return call
  const { ClientId } = call.input as { readonly ClientId?: unknown }
  const found = typeof ClientId === 'string' ? await stores.poolClients.find(ClientId) : undefined
  if (!found) return call
  const { id, region } = found.pool
  return { ...call, userPoolId: id, region: call.signatory ? call.region : region }
}

/** The pool that an input names by its id or ARN. */
export function namedUserPool(input: unknown): string | undefined {
  const { UserPoolId, ResourceArn } = input as { readonly UserPoolId?: string; readonly ResourceArn?: string }
  return UserPoolId ?? (ResourceArn === undefined ? undefined : userPoolIdIn(ResourceArn))
}
