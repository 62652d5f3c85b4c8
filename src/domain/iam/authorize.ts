import { accessDenied } from './denial.ts'
import { evaluatePolicies, policiesByKind } from './evaluate-policies.ts'
import { type AuthorizationRequest, policiesMention } from './policy.ts'
import { type Caller, callerArn, callerPolicies } from './principal.ts'

/** Throws AccessDeniedException unless the caller's policies allow the request. Root is always allowed. */
export function authorize(caller: Caller, request: AuthorizationRequest): void {
  if (caller.principal.kind === 'root') return
  const decision = evaluatePolicies(callerPolicies(caller), request)
  if (decision.outcome !== 'allowed') throw accessDenied(callerArn(caller), request, decision)
}

/** Must the tags of the resource be fetched to decide on this caller? */
export function needsResourceTags(caller: Caller): boolean {
  if (caller.principal.kind === 'root') return false
  const policies = policiesByKind(callerPolicies(caller)).flatMap(([, members]) => members)
  return policiesMention(policies, 'aws:ResourceTag/')
}
