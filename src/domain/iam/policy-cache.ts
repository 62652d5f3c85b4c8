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
    policies.delete(document) // a Map iterates in the order of insertion: the first is the least recently used
    policies.set(document, policy)
    for (const oldest of policies.keys()) {
      if (policies.size <= limit) break
      policies.delete(oldest)
    }
    return policy
  }
}
