import type { SecurityPolicy } from '../../domain/domains/user-pool-domain.ts'
import type { Stores } from '../../domain/stores.ts'
import { type Clock, type Instant, MINUTE } from '../../kernel/clock.ts'

/** Every connection over TLS asks. AWS: changes of a custom domain take minutes, too. */
const KEPT = MINUTE

/** Names that are remembered at once: clients may ask for any. */
const MOST = 1000

/** What the custom domains demand of connections, by name: undefined for a name that is none, or demands nothing. */
export function securityPolicies(
  { domains }: Pick<Stores, 'domains'>,
  clock: Clock,
): (name: string) => Promise<SecurityPolicy | undefined> {
  const known = new Map<string, { readonly policy: SecurityPolicy | undefined; readonly until: Instant }>()
  return async (name) => {
    if (!name.includes('.') || name.length > 253) return undefined
    const found = known.get(name)
    const now = clock()
    if (found && now < found.until) return found.policy
    const policy = (await domains.findCustom(name))?.custom?.securityPolicy
    if (known.size >= MOST) known.clear()
    known.set(name, { policy, until: now + KEPT })
    return policy
  }
}
