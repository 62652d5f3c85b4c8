import { accessDenied } from './denial.ts'
import { type Decision, evaluatePolicies, policiesByKind } from './evaluate-policies.ts'
import { type AuthorizationRequest, policiesMention } from './policy.ts'
import { type Caller, callerArn, callerPolicies } from './principal.ts'

/** Throws AccessDeniedException unless the caller's policies allow the request. Root is always allowed. */
export function authorize(caller: Caller, request: AuthorizationRequest): void {
  const decision = decide(caller, request)
  if (decision.outcome !== 'allowed') throw accessDenied(callerArn(caller), request, decision)
}

/** Whether {@link authorize} would let the request pass. */
export function isAuthorized(caller: Caller, request: AuthorizationRequest): boolean {
  return decide(caller, request).outcome === 'allowed'
}

function decide(caller: Caller, request: AuthorizationRequest): Decision {
  if (caller.principal.kind === 'root') return { outcome: 'allowed' }
  return evaluatePolicies(callerPolicies(caller), request)
}

/** Must the tags of the resource be fetched to decide on this caller? */
export function needsResourceTags(caller: Caller): boolean {
  if (caller.principal.kind === 'root') return false
  const policies = policiesByKind(callerPolicies(caller)).flatMap(([, members]) => members)
  return policiesMention(policies, 'aws:ResourceTag/')
}
