import { setBounded } from '../../kernel/bounded-cache.ts'
import { parsePolicy } from './parse-policy.ts'
import type { Policy } from './policy.ts'

/**
 * `parsePolicy` for stored texts, with a cache of the `limit` most recently used ones, so that policies are not
 * compiled again for every request.
 */
export function policyCache(limit: number): (document: string) => Policy {
  const policies = new Map<string, Policy>()
  return (document) => {
    const policy = policies.get(document) ?? parsePolicy(document)
    setBounded(policies, limit, document, policy)
    return policy
  }
}
