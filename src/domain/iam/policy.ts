import type { Condition } from './conditions/condition.ts'
import type { ContextKeys } from './conditions/context-keys.ts'

export type PolicyVersion = '2008-10-17' | '2012-10-17'
export type Effect = 'Allow' | 'Deny'

/** What is asked: may this be done to that? */
export interface AuthorizationRequest {
  /** For example `cognito-idp:AdminGetUser`; its case doesn't matter. */
  readonly action: string
  /** An ARN, or `*` for an action on no resource in particular. */
  readonly resource: string
  readonly context: ContextKeys
}

/** A statement, compiled. */
export interface Statement {
  readonly sid: string | undefined
  /** Its place in the document, from 0. */
  readonly index: number
  readonly effect: Effect
  readonly conditions: readonly Condition[]
  /** The condition keys that it reads, in lower case: in conditions and in policy variables. */
  readonly keys: ReadonlySet<string>
  /** Whether it is about the action, on some resource or other. */
  covers(action: string): boolean
  applies(request: AuthorizationRequest): boolean
}

/** A policy, compiled once by `parsePolicy`; `document` is the JSON text to store. */
export interface Policy {
  readonly document: string
  readonly version: PolicyVersion
  readonly statements: readonly Statement[]
  /** Every condition key that it reads, in lower case: in conditions and in policy variables. */
  readonly keys: ReadonlySet<string>
}

/**
 * Does one of the policies read the condition key, or with a closing slash one of its family
 * (`aws:ResourceTag/`)? Tells whether a value is worth fetching before the evaluation.
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
