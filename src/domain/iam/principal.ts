import type { Instant } from '../../kernel/clock.ts'
import type { PolicySet } from './evaluate-policies.ts'
import type { Policy } from './policy.ts'

/** A policy with the name under which the operator attached it. */
export interface AttachedPolicy {
  readonly name: string
  readonly policy: Policy
}

export type Tags = Readonly<Record<string, string>>

/** The account itself, which may do everything. */
export interface Root {
  readonly kind: 'root'
  readonly accountId: string
}

interface Identity {
  readonly accountId: string
  readonly name: string
  /** `/`, or `/some/path/`; precedes the name in the ARN. */
  readonly path: string
  readonly tags: Tags
  readonly policies: readonly AttachedPolicy[]
  readonly boundary?: AttachedPolicy
}

export interface User extends Identity {
  readonly kind: 'user'
  /** AIDA and 17 characters. */
  readonly principalId: string
}

export interface Role extends Identity {
  readonly kind: 'role'
  /** AROA and 17 characters. */
  readonly principalId: string
}

/** A holder of access keys and policies. */
export type Principal = Root | User | Role

/** What a temporary access key adds to its principal. */
export interface Session {
  /** The name of the role session or federated user; undefined for a user's own session (GetSessionToken). */
  readonly name?: string
  readonly issuedAt: Instant
  readonly mfaAuthenticated: boolean
  /** If undefined, the session may do everything that its principal may; an empty list allows nothing. */
  readonly policies?: readonly AttachedPolicy[]
  /** They override the principal's tags with the same key. */
  readonly tags?: Tags
}

/** The signer of a request. */
export interface Caller {
  readonly principal: Principal
  readonly session?: Session | undefined
}

/** The ARN of the user, role or account, ignoring a session. */
export function principalArn(principal: Principal): string {
  const prefix = `arn:aws:iam::${principal.accountId}:`
  return principal.kind === 'root'
    ? `${prefix}root`
    : `${prefix}${principal.kind}${principal.path}${principal.name}`
}

/** The ARN with which AWS names the caller, for example in a denial (`aws sts get-caller-identity`). */
export function callerArn({ principal, session }: Caller): string {
  if (session?.name === undefined || principal.kind === 'root') return principalArn(principal)
  const prefix = `arn:aws:sts::${principal.accountId}:`
  return principal.kind === 'role'
    ? `${prefix}assumed-role/${principal.name}/${session.name}`
    : `${prefix}federated-user/${session.name}`
}

/** All policies that limit the caller. Root has none: it is not evaluated. */
export function callerPolicies({ principal, session }: Caller): PolicySet {
  return {
    identity: principal.kind === 'root' ? [] : principal.policies.map(({ policy }) => policy),
    boundary: principal.kind === 'root' ? undefined : principal.boundary?.policy,
    session: session?.policies?.map(({ policy }) => policy),
  }
}
