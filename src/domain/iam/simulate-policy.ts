import { evaluatePolicies, type PolicyKind } from './evaluate-policies.ts'
import type { AuthorizationRequest, Effect, Policy } from './policy.ts'
import type { AttachedPolicy } from './principal.ts'
import { isKnownKey } from './request-keys.ts'
import { unknownKeys } from './unknown-keys.ts'

export interface SimulatedPolicies {
  readonly identity: readonly AttachedPolicy[]
  readonly boundary?: AttachedPolicy | undefined
  readonly session?: readonly AttachedPolicy[] | undefined
}

export interface MatchedStatement {
  readonly kind: PolicyKind
  readonly policyName: string
  readonly sid: string | undefined
  /** The statement's index in its policy, from 0. */
  readonly index: number
  readonly effect: Effect
}

export interface Simulation {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny'
  /** The kind of policy that refuses the request; undefined if it is allowed. */
  readonly deniedBy: PolicyKind | undefined
  /** All statements that apply to the request. */
  readonly matchedStatements: readonly MatchedStatement[]
  /** Condition keys, in lower case and sorted, that a policy reads and that the request could have but does not. */
  readonly missingContextKeys: readonly string[]
  /** What the policies read that no request ever has: see {@link unknownKeys}. */
  readonly unknownKeys: readonly { readonly policyName: string; readonly sentence: string }[]
}

/** Decides a request as `authorize` would, and explains the decision, like `aws iam simulate-custom-policy`. */
export function simulatePolicy(policies: SimulatedPolicies, request: AuthorizationRequest): Simulation {
  const decision = evaluatePolicies(
    {
      identity: policies.identity.map(toPolicy),
      boundary: policies.boundary?.policy,
      session: policies.session?.map(toPolicy),
    },
    request,
  )
  const attached: [PolicyKind, AttachedPolicy][] = [
    ...policies.identity.map((policy): [PolicyKind, AttachedPolicy] => ['identity', policy]),
    ...(policies.boundary ? [['boundary', policies.boundary] satisfies [PolicyKind, AttachedPolicy]] : []),
    ...(policies.session ?? []).map((policy): [PolicyKind, AttachedPolicy] => ['session', policy]),
  ]
  const keys = new Set(attached.flatMap(([, { policy }]) => [...policy.keys]))
  return {
    decision: decision.outcome,
    deniedBy: decision.outcome === 'allowed' ? undefined : decision.kind,
    matchedStatements: attached.flatMap(([kind, policy]) => matchedStatements(kind, policy, request)),
    missingContextKeys: [...keys]
      .filter((key) => request.context.get(key) === undefined && isKnownKey(key, request.action))
      .sort(),
    unknownKeys: attached.flatMap(([, { name, policy }]) =>
      unknownKeys(policy).map((sentence) => ({ policyName: name, sentence })),
    ),
  }
}

function matchedStatements(
  kind: PolicyKind,
  { name, policy }: AttachedPolicy,
  request: AuthorizationRequest,
): MatchedStatement[] {
  return policy.statements
    .filter((statement) => statement.applies(request))
    .map(({ sid, index, effect }) => ({ kind, policyName: name, sid, index, effect }))
}

function toPolicy({ policy }: AttachedPolicy): Policy {
  return policy
}
