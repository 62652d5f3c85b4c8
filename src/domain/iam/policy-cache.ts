import { setBounded } from '../../kernel/set-bounded.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Policy } from './policy.ts'

/**
 * `parsePolicy` on stored texts, remembering the `limit` most recently used ones: a store that reads a principal for
 * every request should not compile its policies anew each time.
 */
export function policyCache(limit: number): (document: string) => Policy {
  const policies = new Map<string, Policy>()
  return (document) => {
    const policy = policies.get(document) ?? parsePolicy(document)
    setBounded(policies, limit, document, policy)
    return policy
  }
}
