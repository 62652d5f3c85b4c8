import { accessDenied } from './denial.ts'
import { type Decision, evaluatePolicies, policiesByKind } from './evaluate-policies.ts'
import { type AuthorizationRequest, policiesMention } from './policy.ts'
import { type Caller, callerArn, callerPolicies } from './principal.ts'

/**
 * Checks that the caller's policies allow the request. Root is always allowed.
 * @throws AccessDeniedException
 */
export function authorize(caller: Caller, request: AuthorizationRequest): void {
  const decision = decide(caller, request)
  if (decision.outcome !== 'allowed') throw accessDenied(callerArn(caller), request, decision)
}

function decide(caller: Caller, request: AuthorizationRequest): Decision {
  if (caller.principal.kind === 'root') return { outcome: 'allowed' }
  return evaluatePolicies(callerPolicies(caller), request)
}

/** Whether the decision for this caller needs the tags of the resource. */
export function needsResourceTags(caller: Caller): boolean {
  if (caller.principal.kind === 'root') return false
  const policies = policiesByKind(callerPolicies(caller)).flatMap(([, members]) => members)
  return policiesMention(policies, 'aws:ResourceTag/')
}
