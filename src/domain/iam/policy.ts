import type { Condition } from './conditions/condition.ts'
import type { ContextKeys } from './language/context-keys.ts'

export type PolicyVersion = '2008-10-17' | '2012-10-17'
export type Effect = 'Allow' | 'Deny'

/** The question whether an action is allowed on a resource. */
export interface AuthorizationRequest {
  /** For example `cognito-idp:AdminGetUser`; case is ignored. */
  readonly action: string
  /** An ARN, or `*` for an action that concerns no particular resource. */
  readonly resource: string
  readonly context: ContextKeys
}

/** A compiled statement. */
export interface Statement {
  readonly sid: string | undefined
  /** Its index in the document, from 0. */
  readonly index: number
  readonly effect: Effect
  readonly conditions: readonly Condition[]
  /** The condition keys, in lower case, that its conditions and policy variables read. */
  readonly keys: ReadonlySet<string>
  /** Whether it concerns the action, on any resource. */
  covers(action: string): boolean
  applies(request: AuthorizationRequest): boolean
}

/** A policy compiled by `parsePolicy`; `document` is the JSON text to store. */
export interface Policy {
  readonly document: string
  readonly version: PolicyVersion
  readonly statements: readonly Statement[]
  /** All condition keys, in lower case, that its conditions and policy variables read. */
  readonly keys: ReadonlySet<string>
}

/**
 * Whether one of the policies reads the condition key. With a slash at its end (`aws:ResourceTag/`), `key` stands for a
 * family of keys. Shows whether the value must be fetched before the evaluation.
 */
export function policiesMention(policies: Iterable<Policy>, key: string): boolean {
  const wanted = key.toLowerCase()
  const isFamily = wanted.endsWith('/')
  for (const policy of policies) {
    if (policy.keys.has(wanted)) return true
    if (isFamily && [...policy.keys].some((mentioned) => mentioned.startsWith(wanted))) return true
  }
  return false
}
