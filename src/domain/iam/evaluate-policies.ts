import type { AuthorizationRequest, Effect, Policy, Statement } from './policy.ts'

export type PolicyKind = 'identity' | 'boundary' | 'session'

/** The policies that apply to a caller. An undefined kind does not limit the caller; an empty list allows nothing. */
export interface PolicySet {
  /** The policies attached to the identity; at least one must allow the request. */
  readonly identity: readonly Policy[]
  /** The permissions boundary, which must also allow the request. */
  readonly boundary?: Policy | undefined
  /** The session policies; at least one of these must allow the request, too. */
  readonly session?: readonly Policy[] | undefined
}

export type Decision =
  | { readonly outcome: 'allowed' }
  | { readonly outcome: 'explicitDeny'; readonly kind: PolicyKind }
  | { readonly outcome: 'implicitDeny'; readonly kind: PolicyKind }

/**
 * An explicit Deny in any policy wins; otherwise every kind of policy that is present must allow the request. If
 * several kinds refuse, the decision names the first in the order of "Policy evaluation logic" in the IAM User Guide.
 */
export function evaluatePolicies(policies: PolicySet, request: AuthorizationRequest): Decision {
  const kinds = policiesByKind(policies)
  for (const [kind, members] of kinds) {
    if (someStatement(members, 'Deny', request)) return { outcome: 'explicitDeny', kind }
  }
  for (const [kind, members] of kinds) {
    if (!someStatement(members, 'Allow', request)) return { outcome: 'implicitDeny', kind }
  }
  return { outcome: 'allowed' }
}

/** The kinds of policies that are present, in the order of their evaluation. */
export function policiesByKind(policies: PolicySet): (readonly [PolicyKind, readonly Policy[]])[] {
  const kinds: (readonly [PolicyKind, readonly Policy[]])[] = [['identity', policies.identity]]
  if (policies.boundary) kinds.push(['boundary', [policies.boundary]])
  if (policies.session) kinds.push(['session', policies.session])
  return kinds
}

function someStatement(policies: readonly Policy[], effect: Effect, request: AuthorizationRequest): boolean {
  const applies = (statement: Statement) => statement.effect === effect && statement.applies(request)
  return policies.some((policy) => policy.statements.some(applies))
}
