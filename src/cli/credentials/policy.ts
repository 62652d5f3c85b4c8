import type { Policy } from '../../domain/iam/policy.ts'
import { principalArn } from '../../domain/iam/principal.ts'
import type { Storage } from '../../domain/stores.ts'
import { auditEntry, type CommandRun } from '../command/audit-entry.ts'
import { POLICY_NAME, policyEvent } from './create.ts'
import { lockPrincipal, type Named } from './principal.ts'

/** Replaces the policy of a user or role; it applies from the next request on. Returns the principal's ARN. */
export function putPolicy(storage: Storage, named: Named, policy: Policy, run: CommandRun): Promise<string> {
  return storage.transaction(async (stores) => {
    const principal = await lockPrincipal(stores, named)
    const others = principal.policies.filter(({ name }) => name !== POLICY_NAME)
    await stores.principals.save({ ...principal, policies: [...others, { name: POLICY_NAME, policy }] })
    await stores.auditEvents.append(auditEntry(run, policyEvent(named, policy)))
    return principalArn(principal)
  })
}
